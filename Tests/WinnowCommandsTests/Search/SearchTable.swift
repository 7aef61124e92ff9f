import Testing

/// Queries with what is right: how each is understood and which articles of `SearchTableState` it finds,
/// or where its mistake is.
struct SearchCase: Sendable, CustomTestStringConvertible {
  enum Expected: Sendable {
    case found(String, [String])
    /// The piece of the query that is marked, and a part of the message.
    case mistake(String, String)
  }

  var query: String
  var expected: Expected

  var testDescription: String { query }

  /// `understood`: The normal form; the query itself when left out.
  static func finds(_ query: String, _ found: String, as understood: String? = nil) -> SearchCase {
    SearchCase(
      query: query,
      expected: .found(understood ?? query, found.split(separator: " ").map(String.init).sorted()))
  }

  static func fails(_ query: String, at piece: String, _ message: String) -> SearchCase {
    SearchCase(query: query, expected: .mistake(piece, message))
  }
}

extension SearchCase {
  static let words: [SearchCase] = [
    finds("bridge", "ferry bridge copy toll"),
    finds("bridge ferry", "ferry"),
    finds("BRIDGE Ferry", "ferry"),
    finds("bridge AND ferry", "ferry", as: "bridge ferry"),
    finds("\"closed at Ellison\"", "bridge copy"),
    finds("“closed at Ellison”", "bridge copy", as: "\"closed at Ellison\""),
    finds("„closed at Ellison“", "bridge copy", as: "\"closed at Ellison\""),
    finds("«closed at Ellison»", "bridge copy", as: "\"closed at Ellison\""),
    finds("\"Ellison closed\"", ""),
    finds("tunnel OR glacier OR wheat", "toll undated"),
    finds("tunnel | wheat", "toll undated", as: "tunnel OR wheat"),
    finds("bridge toll OR crack", "bridge copy toll", as: "bridge (toll OR crack)"),
    finds("(bridge toll) OR wheat", "bridge copy toll undated"),
    finds("bridge -toll", "ferry"),
    finds("bridge NOT toll", "ferry", as: "bridge -toll"),
    finds("bridge AND NOT (toll OR crack)", "ferry", as: "bridge -(toll OR crack)"),
    finds("-bridge -ferry lang:en", "odd"),
    finds("bridge -\"closed at Ellison\"", "ferry toll"),
    finds("elect*", "toll undated"),
    finds("\"the brid*\"", "ferry toll bridge copy"),
    finds(
      "((bridge) OR (wheat (ferry)))", "ferry bridge copy toll undated",
      as: "bridge OR (wheat ferry)"),
    finds("rock & roll", "odd", as: "rock roll"),
    finds("rock - roll", "odd", as: "rock roll"),
    finds("don't", "odd", as: "\"don't\""),
    finds("10:30", "bridge copy odd", as: "\"10:30\""),
    finds("2:1", "odd", as: "\"2:1\""),
    finds("https://example.org/a:b?x=1", "odd", as: "\"https://example.org/a:b?x=1\""),
    finds("example.org:a", "odd", as: "\"example.org:a\""),
    finds("\"weather: sunny\"", "odd"),
    finds("weather: sunny", "odd", as: "weather sunny"),
    finds("\"NOT\" rest", "odd", as: "\"NOT\" rest"),
    finds("and or not", "odd"),
    finds("zeppelin", ""),
  ]

  static let fields: [SearchCase] = [
    finds("title:bridge", "bridge copy"),
    finds("title:\"closed at\"", "bridge copy"),
    finds("title:(ferry OR tunnel)", "ferry toll", as: "title:ferry OR title:tunnel"),
    finds("title:brid*", "bridge copy"),
    finds("author:quill", "ferry"),
    finds("author:\"Tom Marrow\"", "bridge"),
    finds("author:\"Marrow Ada\"", ""),
    finds("author:none lang:en", "copy toll undated odd"),
    finds("source:gazette", "bridge undated"),
    finds("Source:GAZETTE", "bridge undated", as: "source:GAZETTE"),
    finds(
      "source:(gazette OR wire) bridge", "bridge copy toll",
      as: "(source:gazette OR source:wire) bridge"),
    finds("source:none", "odd"),
    finds("source:\"north coast\"", "glacier"),
    finds("-source:gazette bridge", "ferry copy toll"),
    finds("lang:en", "ferry bridge copy toll undated odd"),
    finds("lang:en-gb", "ferry"),
    finds("lang:pt", "ponte"),
    finds("lang:zh OR lang:ja", "zh ja"),
    finds("site:corvane.example", "ferry"),
    finds("site:www.corvane.example", "ferry"),
    finds("site:example -site:corvane.example bridge", "bridge copy toll"),
    finds("site:none lang:en", "undated odd"),
    finds("story:BRIDGE", "bridge copy"),
    finds("story:COPY crack", "bridge copy"),
    finds("bridge -story:BRIDGE", "ferry toll"),
    finds("(story:BRIDGE OR source:harbour) Ellison", "bridge copy ferry"),
  ]

  static let dates: [SearchCase] = [
    finds("since:2031-03-06", "bridge copy toll ja"),
    finds("until:2031-03-06 lang:en", "ferry"),
    finds("since:2031-03-05 until:2031-03-06", "ferry zh ar"),
    finds("date:2031-03-05", "ferry zh ar"),
    finds("date:2031-03", "ferry bridge copy zh ja ar"),
    finds("date:2030", "glacier"),
    finds("date:2031-04 OR date:2030", "toll glacier"),
    // A zone makes a moment of a day: the ferry's evening in the west is a morning in UTC.
    finds("since:2031-03-06Z lang:en", "ferry bridge copy toll"),
    finds("until:2031-04-01Z since:2031-03-30Z", "toll"),
    finds("since:2031-04-01+02:00", "toll"),
    finds("since:2031-03-06T08:00Z until:2031-03-06T08:00:01Z", "copy"),
    finds("since:2031-03-05T23:30 until:2031-03-06 lang:en", "ferry"),
    finds("since:2031-03-06T00:00+09:00 lang:ja", "ja"),
    finds("until:2031", "glacier"),
    finds("date:none", "undated odd he th ko ponte"),
    finds("ferry -date:none", "ferry"),
    finds("ferry (since:2031-03-06 OR date:none)", "undated"),
    finds("-since:2031-03-06 lang:en", "ferry undated odd"),
    finds("bridge (since:2031-04 OR -closed)", "toll"),
  ]

  static let scripts: [SearchCase] = [
    finds("渡轮", "zh"), finds("轮渡", ""), finds("疫情 渡轮", "zh"),
    finds("COVID19疫情", "zh", as: "COVID19疫情"),
    finds("渡轮，航行", "", as: "\"渡轮，航行\""), finds("title：渡轮", "zh", as: "title:渡轮"),
    finds("（渡轮　疫情）　－桥", "zh", as: "渡轮 疫情 -桥"),
    finds("「渡轮 从星期一」", "zh", as: "\"渡轮 从星期一\""),
    finds("ﾌｪﾘｰ", "ja"), finds("フェリー 月曜日", "ja"), finds("กลับมา", "th"), finds("여객선", "ko"),
    finds("العبارة", "ar"), finds("الاثنين -渡轮", "ar"), finds("צה\"ל", "he", as: "\"צה\"ל\""),
    finds("lang:he שבה", "he"), finds("\u{200F}שבה\u{200F}", "he", as: "שבה"),
    finds("strasse", "glacier"), finds("sao tarcisio", "ponte"),
  ]

  static let mistakes: [SearchCase] = [
    fails("\"bridge", at: "\"", "is not closed"),
    fails("bridge\"", at: "\"", "neither opens nor closes"),
    fails("(bridge OR", at: "OR", "nothing on its right"),
    fails("(bridge", at: "(", "is not closed"),
    fails("bridge)", at: ")", "closes no parenthesis"),
    fails("bridge ()", at: "()", "nothing between"),
    fails("OR bridge", at: "OR", "nothing on its left"),
    fails("bridge NOT", at: "NOT", "nothing on its right"),
    fails("a OR AND b", at: "AND", "nothing on its left"),
    fails("a AND b OR c", at: "OR", "AND and OR"),
    fails("headline:bridge", at: "headline:", "title:"),
    fails("渡轮 foo:bar", at: "foo:", "is no field"),
    fails("title: bridge", at: "title:", "has no value"),
    fails("source:(title:x)", at: "title:", "inside of source:"),
    fails("source:gaz*", at: "gaz*", "whole name"),
    fails("lang:english", at: "english", "no language code"),
    fails("site:https://example.org", at: "https://example.org", "no host"),
    fails("since:yesterday", at: "yesterday", "is no day"),
    fails("until:2031-02-29", at: "2031-02-29", "is no day"),
    fails("date:2031-03-05T25:00", at: "2031-03-05T25:00", "is no day"),
    fails("source:-gazette", at: "-gazette", "dash"),
    fails("b*", at: "b*", "too short"),
    fails("br*dge", at: "br*dge", "before the end"),
    fails("bridge *", at: "*", "no word before"),
    fails("- ?!", at: "- ?!", "nothing to look for"),
    fails("bridge story:NOBODY", at: "story:NOBODY", "names no story"),
  ]
}
