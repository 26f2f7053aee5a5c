internal import CChafa
import FoundationEssentials
public import Terminal

extension ColorImage {
    /// The picture as the bytes of a terminal's own protocol, with its marks drawn into it.
    ///
    /// - Parameters:
    ///   - marks: What is framed, in pixels of this picture.
    ///   - room: The room in cells; the picture keeps its proportion in it.
    ///   - capabilities: What the terminal can show; symbols are not for this.
    ///   - id: The number of the picture, from 1 on.
    /// - Returns: The picture, or `nil` when it cannot be made.
    public func terminalPicture(
        with marks: [PictureMark],
        in room: Size,
        capabilities: TerminalCapabilities,
        id: Int
    ) -> TerminalPicture? {
        let cell = capabilities.cell
        let size = Size(columns: width, rows: height)
        let fit = PictureFit(size, in: room, cell: cell)
        let target = Size(
            columns: fit.cells.columns * cell.columns,
            rows: fit.cells.rows * cell.rows
        )
        let x = Double(target.columns) / Double(width)
        let y = Double(target.rows) / Double(height)
        let image = scaled(width: target.columns, height: target.rows).marked(
            marks.map { $0.scaled(x, y) }
        )
        switch capabilities.pictures {
        case .symbols: return nil
        case .sixel:
            return image.sixels(fit.cells, cell: cell).map {
                TerminalPicture(id: id, size: fit.cells, bytes: $0)
            }
        case .kitty:
            return image.base64.map {
                TerminalPicture(
                    id: id,
                    size: fit.cells,
                    bytes: Self.kitty($0, fit.cells, id: id),
                    removal: Array("\u{1B}_Ga=d,d=I,i=\(id),q=2\u{1B}\\".utf8)
                )
            }
        case .iterm2:
            return image.base64.map {
                TerminalPicture(id: id, size: fit.cells, bytes: Self.iterm2($0, fit.cells))
            }
        }
    }

    private var base64: String? {
        (try? encoded(as: .png)).map { Data($0).base64EncodedString() }
    }

    /// Kitty's graphics protocol: a PNG (f=100) that is shown at once over so many cells, in chunks of
    /// at most 4,096 bytes, without moving the cursor (C=1) and without an answer (q=2).
    private static func kitty(_ base64: String, _ size: Size, id: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Substring(base64)
        var head = "a=T,f=100,i=\(id),q=2,C=1,c=\(size.columns),r=\(size.rows),"
        while !rest.isEmpty {
            let chunk = rest.prefix(4096)
            rest = rest.dropFirst(4096)
            bytes += "\u{1B}_G\(head)m=\(rest.isEmpty ? 0 : 1);\(chunk)\u{1B}\\".utf8
            head = ""
        }
        return bytes
    }

    /// iTerm2's inline images: `OSC 1337 ; File = … : base64 BEL`, sizes in cells.
    private static func iterm2(_ base64: String, _ size: Size) -> [UInt8] {
        let head =
            "inline=1;width=\(size.columns);height=\(size.rows);preserveAspectRatio=0;"
            + "doNotMoveCursor=1"
        return Array("\u{1B}]1337;File=\(head):\(base64)\u{07}".utf8)
    }

    private func sixels(_ size: Size, cell: Size) -> [UInt8]? {
        var length = 0
        let text = radiant_chafa_sixels(
            pixels,
            Int32(width),
            Int32(height),
            Int32(size.columns),
            Int32(size.rows),
            Int32(cell.columns),
            Int32(cell.rows),
            &length
        )
        guard let text else { return nil }
        defer { radiant_chafa_free(text) }
        return UnsafeRawBufferPointer(start: text, count: length).map { $0 }
    }
}

extension PictureMark {
    fileprivate func scaled(_ x: Double, _ y: Double) -> PictureMark {
        var mark = self
        mark.x0 = Int(Double(x0) * x)
        mark.x1 = Int(Double(x1) * x)
        mark.y0 = Int(Double(y0) * y)
        mark.y1 = Int(Double(y1) * y)
        return mark
    }
}
