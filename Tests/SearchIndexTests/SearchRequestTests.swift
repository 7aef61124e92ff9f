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
      "until": "1970-01-03T00:00:01Z", "all-copies": "",
    ])
    var expected = SearchRequest(query: "bridge -toll")
    expected.limit = 7
    expected.source = "harbour"
    expected.since = 86_400
    expected.until = 2 * 86_400 + 1
    expected.includesCopies = true
    #expect(request == expected)
  }

  @Test("words alone are a request for twenty hits, one a story, without filters")
  func defaults() throws {
    let request = try read(["q": "bridge"])
    #expect(request == SearchRequest(query: "bridge"))
    #expect(request.limit == 20 && !request.includesCopies)
  }

  @Test("an empty value counts as not given")
  func emptyValues() throws {
    let request = try read(["q": "a", "limit": "", "source": "", "since": "", "until": ""])
    #expect(request == SearchRequest(query: "a"))
  }

  @Test(
    "a time with a zone is the same moment in UTC, and a day begins at its midnight",
    arguments: [("1970-01-01T02:00:00+02:00", 0), ("1970-01-01", 0), ("1969-12-31", -86_400)]
      as [(String, Int64)])
  func moments(text: String, seconds: Int64) throws {
    #expect(try read(["q": "a", "since": text]).since == seconds)
    #expect(try read(["q": "a", "until": text]).until == seconds)
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
    #expect(detail(["q": "a", "sort": "date"])?.hasPrefix("sort is no parameter") == true)
    #expect(detail(["q": "a", "q": "b"]) == "q is given twice")
    #expect(detail(["limit": "3"]) == "q is missing: a search needs words")
    #expect(detail(["q": " \t"]) == "q is missing: a search needs words")
  }
}
