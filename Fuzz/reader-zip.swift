// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of zip archives and WACZ; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.zip", beginnings: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]], sample: Sample.zip([("a.html", Sample.page), ("archive/b.warc", Sample.warc(Sample.page)), ("datapackage.json", "{}")]))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
