import Terminal
import Testing

struct MouseEventTests {
    @Test(arguments: [
        ("0;12;3M", MouseEvent(.click, at: Point(column: 11, row: 2))),
        ("64;1;1M", MouseEvent(.wheelUp, at: Point(column: 0, row: 0))),
        ("65;300;90M", MouseEvent(.wheelDown, at: Point(column: 299, row: 89))),
        // With Shift held.
        ("4;2;2M", MouseEvent(.click, at: Point(column: 1, row: 1))),
    ])
    func `a report of the mouse is read`(text: String, event: MouseEvent) {
        #expect(MouseEvent(report: text) == event)
    }

    @Test(arguments: [
        "0;12;3m", "1;2;3M", "32;2;3M", "0;0;3M", "0;2M", "0;2;3;4M", "M", "", ";;M",
        "0;99999999999999999999;1M", "-1;2;3M",
    ])
    func `what is of no use, or no report, is nothing`(text: String) {
        #expect(MouseEvent(report: text) == nil)
    }
}
