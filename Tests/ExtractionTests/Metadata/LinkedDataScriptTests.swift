import Testing

@testable import Extraction

@Suite struct LinkedDataScriptTests {
  private func read(_ script: String, headings: [String] = []) -> LinkedData {
    LinkedData([Array(script.utf8)], headings: headings)
  }

  @Test(
    "the article is found in scripts that are no single valid value",
    arguments: [
      #"{"@type":"BreadcrumbList"} {"@type":"Article","headline":"Ferry runs","datePublished":"1"}"#,
      #"{"@type":"Organization"},{"@type":"Article","headline":"Ferry runs","datePublished":"1"}"#,
      #"{"@type":"Article","headline":"Ferry runs","datePublished":"1"},"#,
      "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Ferry runs&quot;,"
        + "&quot;datePublished&quot;:&quot;1&quot;}",
    ])
  func broken(script: String) {
    #expect(read(script).headline == "Ferry runs")
    #expect(read(script).published == "1")
  }

  @Test("quotation marks that nobody escaped stay in their string")
  func quotes() {
    let script = #"{"@type":"Article","headline":"The "Heron" runs","datePublished":"1"}"#
    #expect(read(script).headline == #"The "Heron" runs"#)
    #expect(read(script).published == "1")
  }

  @Test("character references inside a valid value are left to those who read the value")
  func references() {
    let script = #"{"@type":"Article","headline":"A &quot;ferry&quot; runs","datePublished":"1"}"#
    #expect(read(script).headline == "A &quot;ferry&quot; runs")
  }

  @Test("of two articles the one with the page's headline is the page's")
  func other() {
    let script = """
      [{"@type":"NewsArticle","headline":"Snow closes a pass","datePublished":"1","author":"Tam"},
      {"@type":"Article","headline":"Ferry runs again","datePublished":"2","author":"Ida"}]
      """
    let data = read(script, headings: ["Ferry runs again"])
    #expect(data.headline == "Ferry runs again")
    #expect(data.published == "2")
    #expect(data.authors.map(\.name) == ["Ida"])
    #expect(read(script).headline == "Snow closes a pass")
  }

  @Test("half a million brackets take no longer than their bytes", .timeLimit(.minutes(1)))
  func brackets() {
    #expect(read(String(repeating: "{} ", count: 500_000)).headline == nil)
    #expect(read(String(repeating: "[", count: 500_000)).headline == nil)
    #expect(read("{\"" + String(repeating: "\" ", count: 250_000)).headline == nil)
  }
}
