import Model
import Testing

@testable import Extraction

@Suite struct DumpBlocksTests {
  private func lines(_ text: String, limit: Int = 1 << 20) -> [DumpBlock] {
    DumpBlock.read(Array(text.utf8), limit: limit)
  }

  private func texts(_ text: String) -> [String] {
    lines(text).map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(
    "lines end in any of three ways, and are trimmed",
    arguments: [
      "A\nB\n\nC", "A\r\nB\r\n\r\nC", "A\rB\r\rC", " A \n\tB\n \nC ", "\u{FEFF}A\nB\n\u{A0}\nC",
    ])
  func ends(text: String) {
    #expect(texts(text) == ["A", "B", "C"])
    #expect(lines(text).map(\.followsBlank) == [false, false, true])
    #expect(lines(text).map(\.number) == [1, 2, 4])
  }

  @Test("nothing is read beyond the limit")
  func limit() {
    #expect(lines("Aa\nBb\nCc", limit: 5).count == 2)
    #expect(lines("", limit: 5).isEmpty)
  }

  @Test(
    "every kind of blank becomes one",
    arguments: [
      "a  b", "a\t b", "a\u{A0}b", "a \u{A0} b", "a\u{200B}b", "a\u{3000}b", " a\u{7F}b ",
      "a\u{1}b",
    ])
  func blanks(text: String) {
    #expect(DumpText.collapsed(Array(text.utf8)) == Array("a b".utf8))
  }

  @Test("a byte order mark at the start leaves nothing")
  func mark() {
    #expect(DumpText.collapsed(Array("\u{FEFF}a".utf8)) == Array("a".utf8))
    #expect(DumpText.collapsed(Array("\u{FEFF}".utf8)).isEmpty)
  }

  @Test("a line that goes on with a sentence joins the one before")
  func pieces() {
    let open = "The captain of the ferry spoke to the"
    #expect(texts(open + "\ncrew.") == [open + " crew."])
    #expect(texts(open + "\n, and left.") == [open + ", and left."])
    #expect(texts(open + "\nCrew.") == [open, "Crew."])
    #expect(texts(open + "\n\ncrew.") == [open, "crew."])
    #expect(texts(open + ".\ncrew.") == [open + ".", "crew."])
    #expect(texts("Short line\ncrew.") == ["Short line", "crew."])
  }

  @Test("a link's words between two halves of a sentence join both")
  func links() {
    let open =
      "The captain of the ferry spoke to the crew for a long time before the ropes were let go, and then he called the"
    #expect(texts(open + "\nHarbour Office\nto say so.") == [open + " Harbour Office to say so."])
    #expect(texts(open + "\nHarbour Office\nTo say so.").count == 3)
  }

  @Test("lines of equal width with blank lines between paragraphs are joined")
  func wrapped() {
    let line = "This line of text is filled to a width of some sixty letters"
    let paragraph = Array(repeating: line, count: 4).joined(separator: "\n") + "."
    let text = Array(repeating: paragraph, count: 4).joined(separator: "\n\n")
    #expect(lines(text).count == 4)
  }
}

@Suite struct DumpBlockTests {
  private func line(_ text: String) throws -> DumpBlock {
    let line = DumpLine(text: Array(text.utf8), number: 1, followsBlank: false, indent: 0)
    return try #require(DumpBlock(line, style: DumpStyle([])))
  }

  @Test("a sentence of seven words is prose, and any line of twenty-five")
  func prose() throws {
    #expect(try line("One two three four five six seven.").isProse)
    #expect(try !line("One two three four five six.").isProse)
    #expect(try !line("One two three four five six seven").isProse)
    #expect(try line((1...25).map { "w\($0)" }.joined(separator: " ")).isProse)
    #expect(try !line((1...24).map { "w\($0)" }.joined(separator: " ")).isProse)
    #expect(try line("停航九个星期之后，开往外岛的渡轮星期六重新启航。").isProse)
  }

  @Test("a line with a digit among six bytes is of figures")
  func figures() throws {
    #expect(try line("Net 4.1 mln vs 2.0 mln").isFigures)
    #expect(try line("12345").isFigures)
    #expect(try !line("The whole year 2031 was a good one").isFigures)
  }

  @Test(
    "a line's cue says why it is left out",
    arguments: [
      ("<!-- x -->", .boilerplate), ("© 2031 Skerry Post", .footer),
      ("Home » News » Local", .breadcrumb),
      ("Home > News", .breadcrumb), ("A › B › C", .breadcrumb),
      ("By Ida Fenwick", .byline),
      ("BY IDA FENWICK", .byline), ("www.skerry.example", .other),
      ("https://skerry.example/a", .other),
      ("Share this:", .share), ("Related: Ferry runs", .related), ("Advertisement", .advert),
      ("Menu", .menu), ("Leave a reply", .comment),
    ] as [(String, RemovedText.Reason)])
  func cues(text: String, reason: RemovedText.Reason) throws {
    #expect(try line(text).cue == reason)
  }

  @Test(
    "a sentence is no cue",
    arguments: [
      "Share this joy with everybody you know.",
      "By Sunday evening the quay was empty again and still.",
      "Related people of all the islands came to see the old ferry off.", "Ferry » islands",
      "by the sea",
      "See http://skerry.example for more", "Home is where the ferry is",
      "Today the sun shone on us all.",
    ])
  func sentences(text: String) throws {
    #expect(try line(text).cue == nil)
  }
}
