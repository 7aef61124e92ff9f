import Presentation
import Testing

@testable import Daemon

/// What a client may ask to have taken out.
@Suite struct TakedownOrderTests {
  private func order(_ parameters: KeyValuePairs<String, String>) throws(TakedownOrderError)
    -> TakedownOrder
  {
    try TakedownOrder(parameters: parameters.map { ($0.key, $0.value) })
  }

  @Test("ids, or a URL, a story or a source; with copies, a reason, or only asked")
  func understood() throws {
    let several = try order(["id": "A", "id": "B", "copies": "true", "why": "asked"])
    #expect(several.selection.ids == ["A", "B"] && several.selection.includesCopies)
    #expect(several.why == "asked" && !several.isDryRun)
    #expect(try order(["job": "J"]).selection.job == "J")
    let source = try order(["source": "harbour", "dryRun": "1"])
    #expect(source.selection.source == "harbour" && source.isDryRun)
    #expect(source.why == "asked for")
  }

  @Test(
    "two ways to choose, none, an empty one, another word and an unknown name are refused",
    arguments: [
      [], [("id", "")], [("id", "A"), ("url", "U")], [("source", "s"), ("source", "t")],
      [("id", "A"), ("copies", "maybe")], [("id", "A"), ("why", "")], [("di", "A")], [("url", "")],
      [("job", "J"), ("id", "A")],
    ])
  func refused(_ parameters: [(String, String)]) {
    #expect(throws: TakedownOrderError.self) {
      try TakedownOrder(parameters: parameters.map { (name: $0.0, value: $0.1) })
    }
  }
}
