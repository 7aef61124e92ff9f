import JSONTree
import Model
import Testing

@testable import Formats

@Suite("Values of JSON as records")
struct JSONValueTests {
  /// What a reader does for each of many values may not cost as much as all of them together.
  @Test("the encoding of one value is told by its own bytes, whatever stands beside it")
  func encoding() throws {
    let sound = Array(#"{"title":"a","text":"It rained."}"#.utf8)
    let other: [UInt8] = Array(#"{"title":"b"#.utf8) + [0xE9, 0xFF] + Array(#""}"#.utf8)
    let tree = try JSONDocument(parsing: [0x5B] + sound + [0x2C] + other + [0x5D])
    let values = Array(tree.root.elements)
    var record = InterpretedRecord(ordinal: 1, provenance: Provenance(size: 0))
    let first = RecordInterpreter().inUTF8(values[0], RecordOrigin(), &record)
    #expect(first.tree === tree)
    #expect(record.provenance.charset == "UTF-8")
    var second = InterpretedRecord(ordinal: 2, provenance: Provenance(size: 0))
    let decoded = RecordInterpreter().inUTF8(values[1], RecordOrigin(), &second)
    #expect(decoded.tree !== tree)
    #expect(second.provenance.charset != "UTF-8")
  }

  @Test("a text of many articles gives each with its own place")
  func places() throws {
    let items = (0..<300).map { #"{"title":"t\#($0)","text":"It rained."}"# }
    let bytes = Array(#"{"articles":[\#(items.joined(separator: ","))]}"#.utf8)
    var reader = try RecordReader(ScrapeInput(source: MemorySource(bytes)))
    var locators: Set<String> = []
    while let record = try reader.next() { locators.insert(record.locator) }
    #expect(locators.count == 300)
    #expect(locators.contains { $0.hasPrefix("$.articles[299] at byte ") })
  }
}
