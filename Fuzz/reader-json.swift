// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of JSON of any scraper's schema; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.json", beginnings: ["", "{", "[", "[{\"title\":\"a\",\"text\":\"", "{\"title\":{\"0\":\"", "{\"columns\":[\"title\",\"text\"],\"data\":[["], sample: Array("[\(Sample.object),\(Sample.object)]".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
