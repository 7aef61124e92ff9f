// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of tables with commas, tabs, semicolons and bars; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.csv", beginnings: ["title,text,url\n", "title\ttext\turl\n", "title;text;url\n\"", "title|text\n", "sep=;\ntitle;text\n", "newspapers\n\"{'articles': ["], sample: Array("title,text,url\n\"A\",\"b \"\"c\"\" d\",https://a.example/\n".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
