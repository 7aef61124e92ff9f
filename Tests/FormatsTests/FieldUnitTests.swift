import JSONTree
import Model
import Testing

@testable import Formats

@Suite("Names, addresses and fields")
struct FieldUnitTests {
  @Test("every name of a field has one role, and no name stands twice")
  func aliases() {
    var seen: Set<String> = []
    for (role, groups) in FieldRole.aliases {
      for (rank, group) in groups.enumerated() {
        for name in group.split(separator: " ").map(String.init) {
          #expect(FieldRole.normalized(name) == name, "\(name)")
          #expect(seen.insert(name).inserted, "\(name) stands twice")
          #expect(FieldRole.claim(of: name)?.role == role, "\(name)")
          #expect(FieldRole.claim(of: name)?.rank == rank, "\(name)")
        }
      }
    }
  }

  @Test("letter case and separators in a field's name do not count")
  func normalization() {
    for name in ["Article_Body", "article-body", "ARTICLE BODY", "article:body", "@article.body"] {
      #expect(FieldRole.claim(of: name)?.role == .body)
    }
    #expect(FieldRole.claim(of: "articlebodies") == nil)
    #expect(FieldRole.claim(of: String(repeating: "a", count: 500)) == nil)
  }

  @Test("an address is absolute with a scheme of the web and something behind it")
  func absolute() {
    for text in ["http://a", "HTTPS://a", "https://a.example/"] {
      #expect(WebAddress.isAbsolute(text))
    }
    for text in ["http://", "https://", "ftp://a", "//a", "a.example", "", "http:/a"] {
      #expect(!WebAddress.isAbsolute(text))
    }
  }

  @Test(
    "the domain is the host without port, user and www",
    arguments: [
      ("https://www.a.example/x", "a.example"), ("http://user:pw@A.Example:8080/", "a.example"),
      ("//b.example?q", "b.example"), ("https://a.example#x", "a.example"), ("a.example", nil),
      ("https:///x", nil), ("mailto:a@b", nil),
    ] as [(String, String?)])
  func domains(text: String, expected: String?) {
    #expect(WebAddress.domain(of: text) == expected)
  }

  @Test("addresses are compared without what makes no difference")
  func comparable() {
    let same = ["https://www.a.example/x/", "http://a.example/x#part", "//a.example/x"]
    #expect(Set(same.map(WebAddress.comparable)) == ["a.example/x"])
    #expect(WebAddress.comparable("https://a.example/x?y") == "a.example/x?y")
  }

  @Test("a host of the scraper's own machine is local")
  func local() {
    for text in ["http://localhost/a", "http://127.0.0.1:80/", "http://x.local/", "http://a.test/"]
    {
      #expect(WebAddress.isLocal(text))
    }
    for text in ["http://localhost.example/", "http://latest/", "/a"] {
      #expect(!WebAddress.isLocal(text))
    }
  }

  @Test("lists of names are parted by commas, semicolons and bars, once each")
  func lists() {
    #expect(NameList.words(in: "a, b;c | d") == ["a", "b", "c", "d"])
    #expect(NameList.words(in: "['a', \"b\"]") == ["a", "b"])
    #expect(NameList.words(in: "a,a, ,") == ["a"])
    #expect(NameList.words(in: "'a'") == ["'a'"])
    #expect(NameList.words(in: "") == [])
    #expect(
      NameList.people(in: "Ada Example; Ole Brandt").map(\.name) == ["Ada Example", "Ole Brandt"])
  }

  @Test("a file's name that is a percent-encoded address gives it")
  func fileNames() {
    func url(_ name: String) -> String? { FileNameAddress.url(in: Array(name.utf8)) }
    #expect(url("in/https%3A%2F%2Fa.example%2Fx.html") == "https://a.example/x.html")
    #expect(url("https%3a%2f%2fa.example%2f.html") == "https://a.example/")
    #expect(url("a.html") == nil)
    #expect(url("https%3A%2F%2Fa.example%2Fa b") == nil)
    #expect(url("%zz%4") == nil)
  }

  @Test("comments of programs that save pages give the address, others do not")
  func comments() {
    func url(_ text: String) -> String? { SavedPageComment.url(in: Array(text.utf8)) }
    #expect(url("<!-- saved from url=(0020)https://a.example/ -->") == "https://a.example/")
    #expect(url("<!-- a --><!-- saved from url=(0020)https://a.example/ -->") != nil)
    #expect(url("<!-- saved from url=(0014)about:internet -->") == nil)
    #expect(url("<!-- url: https://a.example/ -->") == nil)
    #expect(url("<!-- Mirrored from here -->") == nil)
    #expect(url("<!--") == nil)
    #expect(url("saved from url=(0020)https://a.example/") == nil)
  }
}

@Suite("Objects of JSON")
struct JSONObjectTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONDocument(parsing: Array(text.utf8)).root
  }

  @Test(
    "an object is an article, a wrapper or an error by the names of its members",
    arguments: [
      (#"{"title":"a","text":"b"}"#, JSONSearch.Likeness.article),
      (#"{"title":"a","url":"b"}"#, .article), (#"{"text":"a","date":"b"}"#, .article),
      (#"{"name":"a","text":"b"}"#, .article), (#"{"name":"a"}"#, .wrapper),
      (#"{"title":"a"}"#, .wrapper), (#"{"text":"a"}"#, .wrapper),
      (#"{"title":null,"text":"b"}"#, .wrapper),
      (#"{"title":{"x":1},"url":"b"}"#, .wrapper),
      (#"{"title":{"rendered":"a"},"url":"b"}"#, .article),
      (#"{"code":"a","message":"b"}"#, .error), (#"{"error":"a","status":4}"#, .error),
      (#"{"status":"ok","data":[]}"#, .wrapper), ("{}", .wrapper),
    ])
  func likeness(text: String, expected: JSONSearch.Likeness) throws {
    #expect(JSONSearch.likeness(try value(text)) == expected)
  }

  @Test("articles are found in wrappers eight deep and not deeper, in the order of the text")
  func search() throws {
    let article = #"{"title":"a","text":"b"}"#
    func wrapped(_ depth: Int) -> String {
      (0..<depth).reduce(article) { text, _ in #"{"w":\#(text)}"# }
    }
    #expect(JSONSearch.articles(in: try value(wrapped(8)), path: "$").count == 1)
    #expect(JSONSearch.articles(in: try value(wrapped(9)), path: "$").isEmpty)
    let list = #"{"x":[\#(article),1,[\#(article)]],"y":{"z":\#(article)}}"#
    let paths = JSONSearch.articles(in: try value(list), path: "$").map(\.path)
    #expect(paths == ["$.x[0]", "$.x[2][0]", "$.y.z"])
  }

  @Test("an article is not entered, so that its related ones are not taken for others")
  func related() throws {
    let text = #"{"title":"a","text":"b","related":[{"title":"c","text":"d"}]}"#
    #expect(JSONSearch.articles(in: try value(text), path: "$").map(\.path) == ["$"])
  }

  @Test("columns and rows of data frames become objects; lists of one article do not")
  func tables() throws {
    func count(_ text: String) throws -> Int? {
      JSONTables.rows(of: try value(text)).map { Array($0.elements).count }
    }
    #expect(try count(#"{"title":["a","b"],"text":["c","d"]}"#) == 2)
    #expect(try count(#"{"title":{"0":"a"},"text":{"0":"c"}}"#) == 1)
    #expect(try count(#"{"columns":["title","text"],"data":[["a","b"],["c","d"],["e"]]}"#) == 3)
    #expect(try count(#"{"title":["a","b"],"text":["c"]}"#) == nil)
    #expect(try count(#"{"title":{"0":"a"},"text":{"1":"c"}}"#) == nil)
    #expect(try count(#"{"title":["a"],"text":["c"]}"#) == nil)
    #expect(try count(#"{"x":["a","b"],"y":["c","d"]}"#) == nil)
    #expect(try count(#"{"columns":["x"],"data":[["a"]]}"#) == nil)
    #expect(try count("[]") == nil)
  }

  @Test(
    "well-known producers are told by the members that only they write",
    arguments: [
      (#"{"maintext":"a","date_publish":"b"}"#, "news-please"),
      (#"{"raw_text":"a","hostname":"b"}"#, "trafilatura"),
      (#"{"meta_lang":"a","publish_date":"b"}"#, "newspaper"), (#"{"articleBodyHtml":""}"#, "zyte"),
      (#"{"diffbotUri":""}"#, "diffbot"), (#"{"thread":{},"uuid":""}"#, "webz"),
      (#"{"publishedAt":"","urlToImage":""}"#, "newsapi"),
      (#"{"content_html":"","id":"1"}"#, "json-feed"), (#"{"@type":""}"#, "json-ld"),
      ("{}", "json"),
    ])
  func producers(text: String, name: String) throws {
    #expect(JSONSchemaName.name(of: try value(text)) == name)
  }

  @Test("people come in strings, objects and lists of both")
  func people() throws {
    func names(_ text: String) throws -> [String] {
      JSONPeople.people(in: try value(text)).map(\.name)
    }
    #expect(try names(#""['Ada Example', 'Ole Brandt']""#) == ["Ada Example", "Ole Brandt"])
    #expect(try names(#"[{"name":"Ada"},"Ole",["x"],3]"#) == ["Ada", "Ole"])
    #expect(try names(#"{"first_name":"Ada","last_name":"Example"}"#) == ["Ada Example"])
    #expect(try names("7") == [] && names("null") == [] && names("{}") == [])
  }

  @Test("the better name of a field wins, an empty value does not")
  func ranks() throws {
    func draft(_ text: String) throws -> FieldDraft { JSONMapper.draft(of: try value(text)) }
    #expect(try draft(#"{"name":"c","heading":"b","title":"a"}"#).headline == "a")
    #expect(try draft(#"{"title":"","heading":"b"}"#).headline == "b")
    #expect(try draft(#"{"title":"[Removed]","heading":"b"}"#).headline == "b")
    #expect(try draft(#"{"title":"a","title_en":"b"}"#).headline == "a")
    #expect(try draft(#"{"source":"https://a.example/x"}"#).url == "https://a.example/x")
    #expect(try draft(#"{"source":{"name":"Courier"}}"#).publisherName == "Courier")
    #expect(try draft(#"{"date":{"$date":{"$numberLong":"5"}}}"#).published.map(\.raw) == ["5"])
    #expect(
      try draft(#"{"published_parsed":[2031,2,4,6,7,8,1,35,0]}"#).published.map(\.raw)
        == ["2031-02-04T06:07:08Z"])
    #expect(
      try draft(#"{"date":[2031,12,4,16,7]}"#).published.map(\.raw) == ["2031-12-04T16:07"])
    #expect(try draft(#"{"date":[1,2,3]}"#).published.isEmpty)
    #expect(try draft(#"{"guid":"tag:1","link":"/x"}"#).url == "/x")
  }

  @Test("WordPress' dates without a zone are GMT where the field says so, zeros are none")
  func wordPress() throws {
    let post = try value(
      #"{"title":{"rendered":"a"},"date":"2031-02-04T18:30:00","date_gmt":"0000-00-00T00:00:00"}"#)
    #expect(WordPressPost.isPost(post))
    let draft = WordPressPost.draft(of: post)
    #expect(draft.published.map(\.isGMT) == [false])
    #expect(!WordPressPost.isPost(try value(#"{"title":"a"}"#)))
    #expect(WordPressPost.isPost(try value(#"{"title":"a","date_gmt":"b"}"#)))
  }

  @Test(
    "literals of Python become JSON, and nothing else does",
    arguments: [
      ("{'a': 1}", #"{"a":1}"#), ("[None, True, False, nan]", "[null,true,false,null]"),
      ("('a', 'b',)", #"["a","b"]"#), (#"["it's"]"#, #"["it's"]"#),
      (#"['a\'b\n\\']"#, #"["a'b\u000a\\"]"#),
      (#"['\x41\u00e9']"#, #"["Aé"]"#), ("[u'a', -1.5e3]", #"["a",-1.5e3]"#),
      ("['a\"b']", #"["a\"b"]"#),
      ("[datetime(1)]", nil), ("['a", nil), ("[a]", nil), ("{'a': <b>}", nil),
    ] as [(String, String?)])
  func python(text: String, expected: String?) {
    let found = PythonLiteral.json(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    #expect(found == expected)
  }
}
