// Rooms: Bytes Model LearnedModels EmbeddedData Unicode TextEncodings JSONTree HTMLTree YAML ExtractionRules Extraction Formats
// Fuzzes the reader of sidecars: any bytes say something of use about a page or nothing; amending an
// article with it twice is amending it once.
import Model
import Formats

/// JSON, a saved head of a response, and lines of both kinds.
let beginnings = ["", "{\"url\":\"", "HTTP/1.1 200 OK\r\n", "url: ", "url="]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let bytes = Array(beginnings[Int(first) % beginnings.count].utf8) + input.dropFirst()
  guard let facts = SidecarFacts(Sidecar(name: Array("x.meta".utf8), bytes: bytes)) else {
    return 0
  }
  var page = Article(headline: "Own")
  facts.amend(&page)
  precondition(page.headline == "Own", "a sidecar overruled its page")
  let once = page
  facts.amend(&page)
  precondition(page == once)
  _ = facts.describes(page)
  return 0
}
