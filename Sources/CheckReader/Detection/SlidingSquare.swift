/// The sums over a square around every pixel of a row, moved down a picture row by row.
///
/// Columns are summed once and kept up as rows come in above and go out below, so a pixel costs the
/// same however large the square is.
struct SlidingSquare {
    private let width: Int
    private let height: Int
    private let radius: Int
    /// By column, over the rows of the square: grey values, and their squares.
    private var sums: [Int32]
    private var squares: [Int32]
    /// The same over all columns further left; the differences are right even where these run over.
    private var sumsBefore: [Int32]
    private var squaresBefore: [Int32]
    private var rows = 0..<0

    /// `radius` is at most 85 pixels: larger squares run over.
    init(width: Int, height: Int, radius: Int) {
        self.width = width
        self.height = height
        self.radius = radius
        sums = [Int32](repeating: 0, count: width)
        squares = sums
        sumsBefore = [Int32](repeating: 0, count: width + 1)
        squaresBefore = sumsBefore
    }

    /// Moves on to the squares around row `y`; rows are visited from the top.
    mutating func move(to y: Int, in pixels: UnsafePointer<UInt8>) {
        let wanted = max(0, y - radius)..<min(height, y + radius + 1)
        while rows.upperBound < wanted.upperBound {
            add(pixels + rows.upperBound * width, sign: 1)
            rows = rows.lowerBound..<(rows.upperBound + 1)
        }
        while rows.lowerBound < wanted.lowerBound {
            add(pixels + rows.lowerBound * width, sign: -1)
            rows = (rows.lowerBound + 1)..<rows.upperBound
        }
        var sum: Int32 = 0
        var square: Int32 = 0
        for x in 0..<width {
            sum &+= sums[x]
            square &+= squares[x]
            sumsBefore[x + 1] = sum
            squaresBefore[x + 1] = square
        }
    }

    private mutating func add(_ row: UnsafePointer<UInt8>, sign: Int32) {
        sums.withUnsafeMutableBufferPointer { sums in
            squares.withUnsafeMutableBufferPointer { squares in
                for x in 0..<width {
                    let value = Int32(row[x])
                    sums[x] &+= sign &* value
                    squares[x] &+= sign &* (value &* value)
                }
            }
        }
    }

    /// The mean around every pixel of the row.
    func means(into means: inout [Float]) {
        for x in 0..<width {
            let left = max(0, x - radius)
            let right = min(width, x + radius + 1)
            let sum = Float(sumsBefore[right] &- sumsBefore[left])
            means[x] = sum / Float(rows.count * (right - left))
        }
    }

    /// Says of every pixel of the row whether it is darker than the mean around it by 7 grey values
    /// and by `contrast` standard deviations.
    func compare(
        _ row: UnsafePointer<UInt8>,
        _ contrast: Float,
        into ink: UnsafeMutablePointer<Bool>
    ) {
        let factor = contrast * contrast
        sumsBefore.withUnsafeBufferPointer { sums in
            squaresBefore.withUnsafeBufferPointer { squares in
                @inline(__always)
                func isInk(_ x: Int, _ left: Int, _ right: Int, _ count: Float) -> Bool {
                    let sum = Float(sums[right] &- sums[left])
                    let square = Float(squares[right] &- squares[left])
                    let darker = sum - count * Float(row[x])
                    let needed = factor * (count * square - sum * sum)
                    return (darker > 7 * count) && (darker * darker > needed)
                }
                let inner = min(radius, width)..<max(min(radius, width), width - radius)
                for x in 0..<inner.lowerBound {
                    let right = min(width, x + radius + 1)
                    ink[x] = isInk(x, 0, right, Float(rows.count * right))
                }
                let count = Float(rows.count * (2 * radius + 1))
                for x in inner { ink[x] = isInk(x, x - radius, x + radius + 1, count) }
                for x in inner.upperBound..<width {
                    let left = max(0, x - radius)
                    let right = min(width, x + radius + 1)
                    ink[x] = isInk(x, left, right, Float(rows.count * (right - left)))
                }
            }
        }
    }
}
