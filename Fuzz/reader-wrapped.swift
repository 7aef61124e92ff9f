// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of JSON with something around it: scripts, quotes, remarks, Python; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.json", beginnings: ["var a = [{\"title\":\"", "f({\"title\":\"", "\"[{\\\"title\\\":", "[{'title': '", "<br />\n<b>Notice</b>: a\n[{\"title\":\"", "<html><body><pre>{\"title\":\""], sample: Array("var a = [\(Sample.object)];".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
