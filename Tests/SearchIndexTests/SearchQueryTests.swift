import Testing

@testable import SearchIndex

@Suite struct SearchQueryTests {
  @Test(
    "each piece of the syntax becomes its FTS5 expression",
    arguments: [
      ("irreversible path", #"("irreversible") AND ("path")"#),
      (#""irreversible path""#, #"("irreversible path")"#),
      ("“irreversible path” now", #"("irreversible path") AND ("now")"#),
      ("a -b", #"(("a")) NOT ("b")"#),
      (#"a -"b c" -d"#, #"(("a")) NOT ("b c" OR "d")"#),
      ("a b OR c d", #"("a") AND ("b" OR "c") AND ("d")"#),
      ("a | b", #"("a" OR "b")"#),
      ("elect*", #"("elect" *)"#),
      ("x*", #"("x*")"#),
      ("example.org/a:b", #"("example.org/a:b")"#),
    ])
  func syntax(typed: String, expression: String) {
    #expect(SearchQuery(typed).expression == expression)
  }

  @Test(
    "what is malformed is taken as words",
    arguments: [
      ("\"open quote", #"("""open") AND ("quote")"#),
      ("OR a", #"("a")"#),
      ("a OR", #"("a")"#),
      ("OR OR a", #"("a")"#),
      ("-only -these", #"("only") AND ("these")"#),
      ("a - b", #"("a") AND ("b")"#),
      ("NEAR(a b)", #"("NEAR(a") AND ("b)")"#),
      ("headline:x", #"("headline:x")"#),
      ("^a + {b}", #"("^a") AND ("{b}")"#),
    ])
  func malformed(typed: String, expression: String) {
    #expect(SearchQuery(typed).expression == expression)
  }

  @Test(
    "a query without a letter asks for nothing", arguments: ["", " ", "-", "***", "\"\"", "!?"])
  func empty(typed: String) {
    #expect(SearchQuery(typed).expression == nil)
  }

  @Test("an endless query is cut to its limits")
  func endless() throws {
    let expression = try #require(
      SearchQuery(String(repeating: "word ", count: 1_000_000)).expression)
    #expect(expression.utf8.count < 2_000)
  }
}
