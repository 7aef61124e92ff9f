// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of the XML that extractors write; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.xml", beginnings: ["<doc title=\"a\" ", "<doc title=\"a\"><main>", "<TEI><teiHeader><title>a</title></teiHeader><text><body>"], sample: Array("<doc title=\"A\" date=\"2031-02-03\" source=\"https://a.example/\"><main><p>The harbour council voted.</p></main><comments/></doc>".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
