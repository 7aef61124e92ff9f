// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of LZ4 around anything; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.lz4", beginnings: [[0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82], [0x04, 0x22, 0x4D, 0x18]], sample: Sample.lz4(Sample.page))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
