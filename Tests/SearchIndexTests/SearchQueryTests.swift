import Testing

@testable import SearchIndex

@Suite struct SearchQueryTests {
  @Test(
    "each piece of the language becomes its FTS5 expression",
    arguments: [
      ("a b", "({headline body} : \"a\") AND ({headline body} : \"b\")"),
      ("a OR b", "({headline body} : \"a\") OR ({headline body} : \"b\")"),
      ("a -b", "(({headline body} : \"a\")) NOT (({headline body} : \"b\"))"),
      ("-b", "({tags} : \"x\") NOT (({headline body} : \"b\"))"),
      ("title:ab*", "{headline} : \"ab\" *"), ("author:\"a b\"", "{author} : \"a b\""),
      ("צה\"ל", "{headline body} : \"צה\"\"ל\""), ("date:2031-03", "{tags} : \"m203103\""),
      ("date:none", "{tags} : \"dnone\""), ("lang:none", "{tags} : \"lnone\""),
    ])
  func expressions(typed: String, expression: String) throws {
    let plan = QueryPlan(try SearchQuery(typed), stories: [:])
    #expect(plan.cases.map(\.match) == [expression])
  }

  @Test("a test beside a word is one case, and one below OR is two that have nothing in common")
  func cases() throws {
    let one = QueryPlan(try SearchQuery("a since:2031-03-05"), stories: [:])
    #expect(one.cases.count == 1 && one.cases[0].tests.map(\.isTrue) == [true])
    let two = QueryPlan(try SearchQuery("a OR since:2031-03-05"), stories: [:])
    #expect(two.cases.map { $0.tests.map(\.isTrue) } == [[false], [true]])
    #expect(two.cases.map(\.match) == ["{headline body} : \"a\"", MatchWriter.everything])
    let none = QueryPlan(try SearchQuery("a story:X -story:X"), stories: ["X": [1]])
    #expect(none.cases.isEmpty)
  }

  @Test("what is left out, or only filters, is not scored, and phrases keep their numbers")
  func phrases() throws {
    let plan = QueryPlan(try SearchQuery("lang:en a -b author:c title:d"), stories: [:])
    #expect(
      plan.cases[0].phrases == [
        nil, TextTerm("a"), nil, TextTerm("d", scope: .title), nil,
      ])
    #expect(plan.terms == [TextTerm("a"), TextTerm("d", scope: .title)])
  }

  @Test("the place of a mistake is marked below it, two columns for a wide letter")
  func marks() throws {
    let error = try #require(throws: QueryError.self) { try SearchQuery("渡轮 e\u{301} foo:x") }
    #expect(error.marked == "渡轮 e\u{301} foo:x\n       ^^^^")
    #expect(error.range == 6..<10)
  }

  @Test("a query beyond the limits is refused, not cut")
  func limits() {
    for query in [
      String(repeating: "word ", count: 1_000_000), String(repeating: "a ", count: 65),
      String(repeating: "(", count: 17) + "a" + String(repeating: ")", count: 17),
    ] {
      #expect(throws: QueryError.self) { try SearchQuery(query) }
    }
    #expect((try? SearchQuery(String(repeating: "a ", count: 64))) != nil)
  }

  @Test(
    "years, months, days and times are read with their length, and nothing else is",
    arguments: [
      ("2031", 365 * 86_400, false), ("2031-02", 28 * 86_400, false), ("2031-02-03", 86_400, false),
      ("2031-02-03+02:00", 86_400, true), ("2031-02-03T04", 3_600, false),
      ("2031-02-03T04:05", 60, false), ("2031-02-03t04:05:06z", 1, true),
      ("2031-02-03T04:05-0330", 60, true), ("2031-02-03T04:05+02", 60, true),
    ])
  func times(text: String, length: Int64, hasZone: Bool) throws {
    let time = try #require(TimeBoundary(text))
    #expect(time.end - time.start == length && time.hasZone == hasZone)
  }

  @Test(
    "what is no day is none",
    arguments: [
      "", "31", "2031-2", "2031-13", "2031-02-30", "2031Z", "2031-02Z", "2031-02-03T",
      "2031-02-03T24",
      "2031-02-03T04:60", "2031-02-03+15:00", "2031-02-03 04:05", "0000", "2031-02-03T04:05:06.7Z",
    ])
  func noTimes(text: String) { #expect(TimeBoundary(text) == nil) }
}
