// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of gzip around anything; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.gz", beginnings: [[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x1F, 0x8B, 8, 0x1F, 0, 0, 0, 0, 0, 3]], sample: Sample.gzip(Sample.page) + Sample.gzip(Sample.warc(Sample.page)))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
