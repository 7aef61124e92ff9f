import Articles
import Scrapes
import Testing

@Suite("Record reading")
struct RecordReaderTests {
  @Test("positions survive their way through bytes, and anything else is refused")
  func positions() throws {
    var reader = try RecordReader(
      ScrapeInput(source: MemorySource(Array(#"[{"title":"a"},{"title":"b"}]"#.utf8))))
    #expect(try reader.next()?.ordinal == 1)
    let position = reader.position
    #expect(ReaderPosition(bytes: position.bytes) == position)
    #expect(ReaderPosition(bytes: [9]) == nil)
  }
}
