import Pictures
import Terminal
import Testing

struct ShowingTests {
    private let red = Style(foreground: .rgb(red: 255, green: 0, blue: 0))

    private func image(width: Int = 160, height: Int = 80) throws -> ColorImage {
        var pixels: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                let gray: UInt8 = (row / 8 + column / 8) % 2 == 0 ? 250 : 30
                pixels += [gray, gray, gray]
            }
        }
        return try #require(ColorImage(width: width, height: height, pixels: pixels))
    }

    private func capabilities(
        _ depth: ColorDepth,
        _ pictures: PictureProtocol = .symbols,
        isUnicode: Bool = true
    ) -> TerminalCapabilities {
        TerminalCapabilities(
            colorDepth: depth,
            isUnicode: isUnicode,
            pictures: pictures,
            cell: Size(columns: 8, rows: 16)
        )
    }

    @Test(arguments: [ColorDepth.direct, .palette, .sixteen, .eight, .none])
    func `a picture becomes cells in its proportion at every depth of colour`(
        depth: ColorDepth
    ) throws {
        let room = Size(columns: 40, rows: 40)

        let cells = try image().cells(with: [], in: room, capabilities: capabilities(depth))
        let grid = try #require(cells)

        // Twice as wide as high in pixels is four times in cells that are twice as high as wide.
        #expect(grid.size == Size(columns: 40, rows: 10))
        #expect(Set(grid.cells.map(\.style)).count > (depth == .none ? 0 : 1))
        if depth == .none {
            #expect(grid.cells.allSatisfy { $0.style.foreground == .standard })
        }
    }

    @Test func `a terminal without Unicode gets letters of ASCII`() throws {
        let cells = try image().cells(
            with: [],
            in: Size(columns: 30, rows: 20),
            capabilities: capabilities(.none, isUnicode: false)
        )

        #expect(try #require(cells).cells.allSatisfy { $0.scalar.isASCII })
    }

    @Test func `what was found is framed, and what was read stands below it`() throws {
        let mark = PictureMark(x0: 32, y0: 16, x1: 96, y1: 32, text: "12\u{1B}34", style: red)

        let cells = try image().cells(
            with: [mark],
            in: Size(columns: 40, rows: 40),
            capabilities: capabilities(.direct)
        )
        let grid = try #require(cells)

        #expect(grid.text.contains("12␛34"))
        #expect(grid[7, 1].scalar == "┏" && grid[24, 1].scalar == "┓")
        #expect(grid[7, 4].scalar == "┗" && grid[24, 4].scalar == "┛")
        #expect(grid[10, 1].style.foreground == red.foreground)
    }

    @Test(arguments: [-500, 0, 70, 5000])
    func `a frame beyond the picture harms nothing`(place: Int) throws {
        let mark = PictureMark(
            x0: place,
            y0: place,
            x1: place + 400,
            y1: place + 90,
            text: String(repeating: "9", count: 300),
            style: red
        )
        for pictures in PictureProtocol.allCases {
            let capabilities = capabilities(.direct, pictures)
            let room = Size(columns: 20, rows: 10)
            let cells = try image().cells(with: [mark], in: room, capabilities: capabilities)
            #expect(cells?.size.columns == 20)
            let picture = try image().terminalPicture(
                with: [mark],
                in: room,
                capabilities: capabilities,
                id: 1
            )
            #expect((picture == nil) == (pictures == .symbols))
        }
    }

    @Test func `each protocol of terminals is spoken as its document says`() throws {
        func bytes(_ pictures: PictureProtocol) throws -> String {
            let picture = try image().terminalPicture(
                with: [],
                in: Size(columns: 20, rows: 10),
                capabilities: capabilities(.direct, pictures),
                id: 7
            )
            return String(decoding: try #require(picture).bytes, as: UTF8.self)
        }

        let kitty = try bytes(.kitty)
        #expect(kitty.hasPrefix("\u{1B}_Ga=T,f=100,i=7,q=2,C=1,c=20,r=5,m="))
        #expect(kitty.hasSuffix("\u{1B}\\"))
        for chunk in kitty.split(separator: "\u{1B}\\") { #expect(chunk.count < 4200) }
        let iterm = try bytes(.iterm2)
        #expect(iterm.hasPrefix("\u{1B}]1337;File=inline=1;width=20;height=5;"))
        #expect(iterm.contains(":iVBORw0KGgo"))
        let sixel = try bytes(.sixel)
        #expect(sixel.hasPrefix("\u{1B}P") && sixel.contains("\"1;1;160;78"))
        #expect(sixel.hasSuffix("\u{1B}\\"))
    }
}
