// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of ARC files; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.arc", beginnings: ["filedesc://x 0.0.0.0 20080430204825 text/plain 5\n\n\n\n\n\nhttp://a/ 1.2.3.4 20080430204825 text/html ", "filedesc://"], sample: Array("filedesc://x 0.0.0.0 20080430204825 text/plain 3\n1 0\n\nhttp://a.example/ 1.2.3.4 20080430204825 text/html \(Sample.page.utf8.count)\n\(Sample.page)\n".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
