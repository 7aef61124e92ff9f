// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of WordPress posts; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.json", beginnings: ["{\"id\":1,\"title\":{\"rendered\":\"", "[{\"date_gmt\":\"2031-01-01T00:00:00\",\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"", "{\"code\":\"a\",\"message\":\""], sample: Array(#"[{"id":1,"date":"2031-01-01T00:00:00","date_gmt":null,"link":"/a","title":{"rendered":"A &#8211; b"},"content":{"rendered":"<p>Text of some words.</p>"},"class_list":{"0":"a"}}]"#.utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
