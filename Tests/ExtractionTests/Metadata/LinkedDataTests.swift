import Testing

@testable import Extraction

@Suite struct LinkedDataTests {
  private func read(_ scripts: String...) -> LinkedData {
    LinkedData(scripts.map { Array($0.utf8) })
  }

  @Test(
    "an object of an article's type is the article",
    arguments: [
      "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
      "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "Article", "BlogPosting",
      "TechArticle", "ScholarlyArticle", "SocialMediaPosting", "Report", "Recipe",
      "https://schema.org/NewsArticle",
    ])
  func articles(type: String) {
    let data = read(#"{"@type":"\#(type)","headline":"H","datePublished":"2031-05-06"}"#)
    #expect(data.hasArticle)
    #expect(data.headline == "H")
    #expect(data.published == "2031-05-06")
  }

  @Test(
    "an object of another type is none", arguments: ["Person", "WebSite", "Event", "Product", ""])
  func others(type: String) {
    let data = read(#"{"@type":"\#(type)","headline":"H","datePublished":"2031-05-06"}"#)
    #expect(!data.hasArticle)
    #expect(data.headline == nil)
    #expect(data.published == nil)
  }

  @Test("a page's own object gives language, description and date, but no headline")
  func webPage() {
    let data = read(
      #"{"@type":"WebPage","name":"N","inLanguage":"de","description":"D","url":"U","datePublished":"P"}"#
    )
    #expect(!data.hasArticle)
    #expect(data.headline == nil)
    #expect(data.language == "de")
    #expect(data.description == "D")
    #expect(data.url == "U")
    #expect(data.published == "P")
  }

  @Test("news beats a blog post, and a post with text one without")
  func ranks() {
    let blog = #"{"@type":"BlogPosting","headline":"B","datePublished":"1"}"#
    let news = #"{"@type":"NewsArticle","headline":"N","datePublished":"2"}"#
    #expect(read(blog, news).headline == "N")
    #expect(read(news, blog).headline == "N")
    let full = #"{"@type":"BlogPosting","headline":"F","datePublished":"3","articleBody":"T"}"#
    #expect(read(blog, full).headline == "F")
    let undated = #"{"@type":"NewsArticle","headline":"U"}"#
    #expect(read(undated, blog).headline == "B")
    #expect(read(#"{"@type":"NewsArticle","datePublished":"2"}"#, blog).headline == "B")
  }

  @Test("what the article does not say other objects may")
  func merging() {
    let data = read(
      #"[{"@type":"NewsArticle","headline":"N","datePublished":"1"},{"@type":"WebPage","dateModified":"2","author":"Ida"}]"#
    )
    #expect(data.modified == "2")
    #expect(data.authors.map(\.name) == ["Ida"])
    #expect(data.published == "1")
  }

  @Test("the name stands for a missing headline")
  func name() {
    #expect(read(#"{"@type":"Article","name":"N","datePublished":"1"}"#).headline == "N")
  }

  @Test(
    "authors are read in every form",
    arguments: [
      (#""Ida""#, "Ida"), (#"["Ida","Tam"]"#, "Ida Tam"), (#"{"name":"Ida"}"#, "Ida"),
      (#"[{"name":"Ida"},"Tam"]"#, "Ida Tam"), (#"{"name":["Ida","Tam"]}"#, "Ida Tam"),
      (#"{"@id":"x"}"#, "Xenia"), (#"[["Ida"]]"#, "Ida"), (#"[[["Ida"]]]"#, ""),
      (#"{"givenName":"Ida","familyName":"Fenwick"}"#, "Ida Fenwick"),
      ("7", ""), ("null", ""), (#"{}"#, ""),
      (#"{"@type":"Person","name":{"@value":"Ida"}}"#, "Ida"),
    ])
  func authors(json: String, names: String) {
    let data = read(
      #"{"@graph":[{"@type":"Article","headline":"H","author":\#(json)},{"@id":"x","name":"Xenia"}]}"#
    )
    #expect(data.authors.map(\.name).joined(separator: " ") == names)
  }

  @Test("an organisation is told from a person, and a person's page is kept")
  func organizations() {
    let data = read(
      #"{"@type":"Article","headline":"H","author":[{"@type":"NewsMediaOrganization","name":"O"},{"@type":"Person","name":"P","url":"u"}]}"#
    )
    #expect(data.authors.map(\.isPerson) == [false, true])
    #expect(data.authors.map(\.url) == [nil, "u"])
  }

  @Test("whether the article is free may be a word or a value")
  func free() {
    let read = { (json: String) in
      LinkedData([Array(#"{"@type":"Article","headline":"H","isAccessibleForFree":\#(json)}"#.utf8)]
      ).isFree
    }
    #expect(read("true") == true)
    #expect(read(#""True""#) == true)
    #expect(read("false") == false)
    #expect(read(#""false""#) == false)
    #expect(read("null") == nil || read("null") == false)
  }

  @Test("names of sites are collected")
  func sites() {
    let data = read(
      #"[{"@type":"WebSite","name":"Skerry Post"},{"@type":"Organization","name":"Holm"}]"#)
    #expect(data.siteNames == ["Skerry Post"])
  }

  @Test(
    "comments, CDATA and marks around the value are dropped",
    arguments: [
      "<!-- {X} -->", "//<![CDATA[\n{X}\n//]]>", "\u{FEFF}{X}", "\n\n{X};", "/* a */ {X}", "{X}{Y}",
      "[{X}]",
    ])
  func wrappers(form: String) {
    let text = form.replacing("{X}", with: #"{"@type":"Article","headline":"H"}"#)
    #expect(read(text).headline == "H")
  }

  @Test("what is no JSON says nothing", arguments: ["", "x", "[", "{", "{}", "[]", "null", "<p>"])
  func nothing(text: String) {
    let data = read(text)
    #expect(data.headline == nil)
    #expect(!data.hasArticle)
    #expect(data.authors.isEmpty)
  }

  @Test("keywords and sections come as a list or as one text")
  func lists() {
    let data = read(
      #"{"@type":"Article","headline":"H","keywords":["a , b"," c "],"articleSection":"d, e,"}"#)
    #expect(data.keywords == ["a , b", "c"])
    #expect(data.sections == ["d", "e"])
  }
}
