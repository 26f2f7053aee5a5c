import Dashboard
import Failures
import Operations
import Pictures
import Terminal

extension LiveCommandRunner {
    /// Makes a picture ready to be shown; what goes wrong stands in its place.
    func draw(_ request: PictureRequest) async -> PictureDrawing {
        do {
            let bytes = try await bytes(of: request.source)
            let image = try ColorImage(decoding: bytes)
            return PictureDrawing(
                request: request,
                content: content(of: image, for: request),
                pixels: Size(columns: image.width, rows: image.height)
            )
        } catch {
            return PictureDrawing(
                request: request,
                content: .failure(Failure(describing: error).message),
                pixels: Size(columns: 0, rows: 0)
            )
        }
    }

    private func content(
        of image: ColorImage,
        for request: PictureRequest
    ) -> PictureDrawing.Content {
        let marks = request.marks.map { mark in
            PictureMark(
                x0: mark.box.x0,
                y0: mark.box.y0,
                x1: mark.box.x1,
                y1: mark.box.y1,
                text: mark.text,
                style: means.theme[mark.role]
            )
        }
        if means.capabilities.pictures != .symbols,
            let picture = image.terminalPicture(
                with: marks,
                in: request.room,
                capabilities: means.capabilities,
                id: tests.nextPicture()
            )
        {
            return .placed(picture)
        }
        let cells = image.cells(
            with: marks,
            in: request.room,
            capabilities: means.capabilities
        )
        return cells.map { .cells($0) } ?? .failure("there is no memory for it")
    }

    private func bytes(of source: PictureRequest.Source) async throws -> [UInt8] {
        switch source {
        case .bytes(let bytes): return bytes
        case .subject(.bundledCheck): return try await tests.bundledCheck().bytes
        case .subject(.file(let path)):
            return try InputFile.bytes(at: PathCompletion.expanded(path))
        case .subject(.json): throw Failure("the request is not an image file")
        }
    }
}
