// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of RSS, RDF, Atom and WordPress' export; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.xml", beginnings: ["<rss><channel><item>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>", "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>", "<rdf:RDF><item>"], sample: Array("<rss><channel><title>N</title><item><title>A</title><link>https://a.example/</link><description><![CDATA[<p>b</p>]]></description><pubDate>Mon, 03 Feb 2031 10:00:00 +0300</pubDate></item></channel></rss>".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
