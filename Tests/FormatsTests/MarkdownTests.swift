import Formats
import Model
import Testing

@Suite("Markdown with and without a head")
struct MarkdownTests {
  private let body = "# Mayor: \"No deal\" on the pier\n\n" + prose.joined(separator: "\n\n") + "\n"

  @Test(
    "front matter is read as YAML, TOML or JSON",
    arguments: [
      "---\ntitle: \"Mayor: \\\"No deal\\\" on the pier\"  # a remark\nauthor: Ida Fenwick\n"
        + "date: 2031-02-03 16:40:00 +0200\ntags: [pier, council]\n---\n",
      "---\ntitle: 'Mayor: \"No deal\" on the pier'\nauthors:\n  - Ida Fenwick\n"
        + "date: 2031-02-03T16:40:00+02:00\ntags:\n  - pier\n  - council\n---\n",
      "+++\ntitle = \"Mayor: \\\"No deal\\\" on the pier\"\nauthor = 'Ida Fenwick'\n"
        + "date = 2031-02-03T16:40:00+02:00 # a remark\ntags = [\"pier\", \"council\"]\n+++\n\n",
      "---\nmeta-og:title: 'Mayor: \"No deal\" on the pier'\nmeta-author: Ida Fenwick\n"
        + "meta-article:published_time: \"2031-02-03T16:40:00+02:00\"\nkeywords: pier, council\n---\n",
      "{\n  \"title\": \"Mayor: \\\"No deal\\\" on the pier\",\n  \"author\": \"Ida Fenwick\",\n"
        + "  \"date\": \"2031-02-03T16:40:00+02:00\", \"tags\": [\"pier\", \"council\"]\n}\n\n",
    ])
  func frontMatter(head: String) throws {
    let records = try read(head + body)
    let article = try #require(records.first?.article)
    #expect(records.count == 1)
    #expect(article.headline == "Mayor: \"No deal\" on the pier")
    #expect(article.authors.map(\.name) == ["Ida Fenwick"])
    #expect(article.datePublished?.iso == "2031-02-03T16:40:00+02:00")
    #expect(article.keywords == ["pier", "council"])
    #expect(article.articleBody == prose.joined(separator: "\n\n"))
  }

  @Test(
    "a site's name in the stated title gives way to the heading",
    arguments: [
      "Repairs of the pier begin | Skerry Post", "Skerry Post - Repairs of the pier begin",
    ])
  func siteName(title: String) throws {
    let text = "---\ntitle: \(title)\n---\n# Repairs of the pier begin\n\n" + prose[0] + "\n"
    #expect(try read(text).headlines == ["Repairs of the pier begin"])
  }

  @Test(
    "lines of names and values above a text are its head",
    arguments: [
      "Feed: Skerry Post\nTitle: Repairs of the pier begin\nAuthor: Ida Fenwick\n"
        + "Date: Mon, 03 Feb 2031 15:40:00 +0000\nLink: https://a.example/pier\n \n",
      "Title: Repairs of the pier begin\n\nURL Source: https://a.example/pier\n\n"
        + "Published Time: Mon, 03 Feb 2031 15:40:00 GMT\n\nAuthor: Ida Fenwick\n\nMarkdown Content:\n",
    ])
  func fieldLines(head: String) throws {
    let links = "\n\nLinks:\n[1]: https://a.example/1.jpg (image)\n"
    let records = try read(head + prose.joined(separator: "\n\n") + links)
    let article = try #require(records.first?.article)
    #expect(article.headline == "Repairs of the pier begin")
    #expect(article.url == "https://a.example/pier")
    #expect(article.authors.map(\.name) == ["Ida Fenwick"])
    #expect(article.datePublished?.iso == "2031-02-03T15:40:00Z")
    #expect(article.articleBody == prose.joined(separator: "\n\n"))
  }

  @Test("several documents in one stream are several articles, and a rule within one is none")
  func stream() throws {
    let first = "---\ntitle: The pier is closed\nurl: https://a.example/1\n---\n"
    let second = "---\ntitle: The pier is open\nurl: https://a.example/2\n---\n"
    let text = first + prose[0] + "\n\n---\n\n" + prose[1] + "\n\n" + second + prose[2] + "\n"
    let records = try read(text)
    #expect(records.headlines == ["The pier is closed", "The pier is open"])
    #expect(records[0].article?.articleBody == prose[0] + "\n\n" + prose[1])
  }

  @Test("Markdown between tags of HTML is Markdown")
  func tags() throws {
    let text =
      "<a href=\"#main\" class=\"skip\">News</a>\n\n<div class=\"head\">\n\n-   [Home](/0)\n"
      + "-   [Sport](/1)\n\n</div>\n\n<div id=\"main\">\n\n# Repairs of the pier begin\n\n"
      + "<figure>\n<img src=\"/1.jpg\" width=\"960\"\nalt=\"The pier\" />\n"
      + "<figcaption>The old pier. Photo: A. B.</figcaption>\n</figure>\n\n"
      + prose.joined(separator: "\n\n") + "\n\n</div>\n"
    let records = try read(text)
    #expect(records.headlines == ["Repairs of the pier begin"])
    #expect(records[0].article?.articleBody == prose.joined(separator: "\n\n"))
  }

  @Test("the Markdown of a field is read as Markdown")
  func field() throws {
    let text = "# The pier\\n\\n![A pier](/1.jpg)\\n\\n\(prose[0])\\n\\nSee the [plan](/2) of it."
    let records = try read("{\"title\": \"The pier\", \"text\": \"\(text)\"}")
    #expect(records[0].article?.articleBody == prose[0] + "\n\nSee the plan of it.")
  }

  @Test("a YAML file is an article where it says so; lists and settings are refused")
  func yaml() throws {
    let text =
      "title: The pier is closed\nurl: https://a.example/1\ntext: '\(prose[0])\n\n  \(prose[1])'\n"
    let records = try read(text.replacing("council's", with: "council''s"))
    #expect(records.headlines == ["The pier is closed"])
    #expect(records[0].article?.articleBody.hasPrefix(prose[0]) == true)
    #expect(
      refusal(of: Array("- title: A\n  text: b\n- title: C\n  text: d\n".utf8))?.reason
        == .unsupportedFormat)
    #expect(
      refusal(of: Array("name: a\nversion: 1\nbuild: x\nsource: git\n".utf8))?.reason == .notAPage)
  }

  @Test(
    "what makers of pages and of notes add to Markdown does not show",
    arguments: [
      "{{< figure src=\"/q.jpg\"\n   caption=\"A quay\" >}}\n\n", "{{% toc %}}\n",
      "{{ page.x }}\n\n",
      "{% include q.html %}\n\n{% comment %}\nNot yet\n{% endcomment %}\n\n", "![[q.png|300]]\n\n",
      "import Quay from '../quay'\nexport const width = {\n  quay: 3,\n}\n\n", ":::\n\n",
    ])
  func calls(added: String) throws {
    let head = "---\ntitle: Repairs of the pier begin\n---\n"
    let text = prose[0] + "\n\n" + added + prose[1] + " ^quay-1\n\n" + prose[2] + "\n\n" + added
    #expect(try read(head + text).first?.article?.paragraphs.map(\.text) == prose)
  }

  @Test("links to notes are their words, callouts their text, and calls around a text leave it")
  func notes() throws {
    let head = "---\ntitle: Repairs of the pier begin\nauthor: \"[[Ida Fenwick]]\"\n---\n"
    let text =
      "> [!note]- A quiet quay, said [[R. Holt|the master]] of [[Skerry#North]] on Monday.\n\n"
      + "{{< quote >}}\n" + prose[0] + "\n{{< /quote >}}\n\n" + prose[1] + "\n"
    let article = try #require(try read(head + text).first?.article)
    #expect(article.authors.map(\.name) == ["Ida Fenwick"])
    #expect(
      article.paragraphs.map(\.text)
        == ["A quiet quay, said the master of Skerry on Monday."] + prose.prefix(2))
  }

  @Test("braces and code that a text speaks of stay in it")
  func braces() throws {
    let head = "---\ntitle: Repairs of the pier begin\n---\n"
    let text = prose[0] + " They wrote {{ and left it.\n\nimport of stone from Norway ended.\n"
    let article = try #require(try read(head + text).first?.article)
    #expect(article.articleBody.contains("They wrote {{ and left it."))
    #expect(article.articleBody.contains("import of stone from Norway ended."))
  }

  @Test("an object above another, or with a text of its own, is JSON and no head")
  func objects() throws {
    let object = "{\"title\":\"T\",\"text\":\"\(prose[0])\"}"
    #expect(try readAll(Array((object + "\n" + object).utf8)).reader.format == "json-lines")
    #expect(try readAll(Array((object + "\n\n" + prose[1]).utf8)).reader.format == "json")
  }
}
