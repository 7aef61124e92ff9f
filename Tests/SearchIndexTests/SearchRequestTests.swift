import Model
import Testing

@testable import SearchIndex

@Suite struct SearchRequestTests {
  private func read(
    _ parameters: KeyValuePairs<String, String>, limitMaximum: Int = .max
  ) throws -> SearchRequest {
    try SearchRequest(
      parameters: parameters.map { ($0.key, $0.value) }, limitMaximum: limitMaximum)
  }

  private func detail(
    _ parameters: KeyValuePairs<String, String>, limitMaximum: Int = .max
  ) -> String? {
    do {
      _ = try read(parameters, limitMaximum: limitMaximum)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("every parameter is read into the request")
  func everyParameter() throws {
    let request = try read([
      "q": "bridge -toll", "limit": "7", "source": "harbour", "since": "1970-01-02",
      "until": "1970-01-03T00:00:01Z", "all-copies": "", "offset": "3", "sort": "date",
      "count-by": "day",
    ])
    var expected = try SearchRequest(
      query: "bridge -toll source:harbour since:1970-01-02 until:1970-01-03T00:00:01Z")
    expected.limit = 7
    expected.offset = 3
    expected.order = .date
    expected.countedBy = .day
    expected.includesCopies = true
    #expect(request == expected)
  }

  @Test("words alone are a request for twenty hits, one a story, without filters")
  func defaults() throws {
    let request = try read(["q": "bridge"])
    #expect(try request == SearchRequest(query: "bridge"))
    #expect(request.limit == 20 && !request.includesCopies)
  }

  @Test("an empty value counts as not given")
  func emptyValues() throws {
    let request = try read(["q": "a", "limit": "", "source": "", "since": "", "until": ""])
    #expect(try request == SearchRequest(query: "a"))
  }

  @Test("filters are conditions of the whole query")
  func filters() throws {
    let request = try read(["q": "a OR b", "source": "north coast", "until": "2031-03"])
    #expect(request.query.normalized == "(a OR b) source:\"north coast\" until:2031-03")
    #expect(try read(["q": "a", "source": "none"]).query.normalized == "a source:none")
  }

  @Test("a cursor goes on with the query that it came with, and no other")
  func cursors() throws {
    let request = try read(["q": "a b"])
    let cursor = SearchCursor(newest: DecisionNumber(9), offset: 20, of: request)
    let next = try read(["q": "a  AND b", "after": cursor.text, "offset": "5"])
    #expect(next.cursor == cursor && next.firstHit == 25)
    #expect(
      detail(["q": "a c", "after": cursor.text])
        == "after belongs to another query; repeat the one that it came with")
    #expect(detail(["q": "a", "after": "20"]) == "after takes the cursor of an answer, not \"20\"")
    #expect(detail(["q": "a", "offset": "10001"])?.contains("narrow the search") == true)
  }

  @Test(
    "all-copies is switched on and off by what stands behind it",
    arguments: [
      ("", true), ("1", true), ("true", true), ("yes", true), ("0", false), ("false", false),
      ("no", false),
    ])
  func allCopies(value: String, isOn: Bool) throws {
    #expect(try read(["q": "a", "all-copies": value]).includesCopies == isOn)
  }

  @Test(
    "a malformed value is refused with the parameter's name and what it takes",
    arguments: [
      ("limit", "0", "must be at least 1"), ("limit", "-3", "must be at least 1"),
      ("limit", "many", "must be at least 1"), ("since", "yesterday", "takes a day"),
      ("until", "2025-13-01", "takes a day"), ("all-copies", "perhaps", "is true or false"),
      ("offset", "-1", "must be 0 or more"), ("sort", "size", "is one of relevance, date"),
      ("count-by", "author", "is one of source, lang, day, outcome"),
    ])
  func malformed(name: String, value: String, expected: String) throws {
    let error = try #require(throws: SearchRequestError.self) {
      try SearchRequest(parameters: [("q", "a"), (name, value)])
    }
    #expect(error.parameter == name)
    #expect(error.description.hasPrefix("\(name) \(expected)"))
    #expect(error.description.hasSuffix("not \"\(value)\""))
  }

  @Test("a limit above the maximum is refused, and the maximum itself is taken")
  func maximum() throws {
    #expect(try read(["q": "a", "limit": "100"], limitMaximum: 100).limit == 100)
    #expect(
      detail(["q": "a", "limit": "101"], limitMaximum: 100)
        == "limit must be from 1 to 100, not \"101\"")
  }

  @Test("an unknown parameter, one given twice, and a search without words are refused by name")
  func refused() {
    #expect(detail(["q": "a", "order": "date"])?.hasPrefix("order is no parameter") == true)
    #expect(detail(["q": "a", "q": "b"]) == "q is given twice")
    #expect(detail(["limit": "3"]) == "q is missing: a search needs words")
    #expect(detail(["q": " \t"]) == "q is missing: a search needs words")
  }
}
