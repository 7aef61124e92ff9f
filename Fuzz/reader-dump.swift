// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of text dumps of pages; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.txt", beginnings: ["", "A title\n\n", "Home\nNews\nSport\n\n", "---\ntitle: ", "Title: a\n\nURL Source: "], sample: Array(Sample.text.utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
