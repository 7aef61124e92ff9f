import Foundation
import Testing

@testable import WinnowCommands

@Suite struct ArticlesOutTests {
  @Test("export prints every article as one JSON object, in the order of decision")
  func export() async throws {
    let state = try await SampleState.shared()
    let objects = try await winnow("export", "--state", state.path).objects()
    #expect(objects.count == 7)
    #expect(objects.map { $0["headline"] as? String }[2] == "Ferry line to Corvane opens")
    for key in ["id", "headline", "articleBody", "paragraphs", "provenance", "outcome", "story"] {
      #expect(objects.allSatisfy { $0[key] != nil }, "\(key)")
    }
    let copy = try #require(
      objects.first { $0["id"] as? String == state.ids["2-again.txt"]?.first })
    #expect(copy["outcome"] as? String == "duplicate")
    #expect(copy["duplicateKind"] as? String == "bytes")
    #expect(copy["duplicateOf"] as? String == state.ids["1-ellison.txt"]?.first)
  }

  @Test("show as Markdown is read back as the same article, whatever its text looks like")
  func markdownReadBack() async throws {
    let folder = try TemporaryFolder()
    let paragraphs = [
      "# Not a heading, says the council of Corvane, which met on Tuesday for the third time this year.",
      "1. It was the first of *three* votes_and_counts on [the pier], <b>five</b> to four, AT&amp;T said.",
      "- \"Ships --- and boats\" cost 3 \\ 4 of what `was` planned; the rest ~~falls~~ to the harbour.",
      "> The ferry company had asked for twice the sum; the mayor called that * a joke * and left.",
    ]
    let lines = paragraphs.map {
      "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
    let record = """
      {"title": "Harbour: \\"new\\" pier & ferry", "date": "2031-03-05T08:00:00+01:00", "lang": "en", \
      "author": ["Alma Berg", "Jon Lind"], "url": "https://paper.example/a_b/1", \
      "paragraphs": [\(lines.joined(separator: ", "))]}
      """
    let file = try folder.write("article.json", record)
    let first = try #require(try await winnow("preview", "--json", file).objects().first)
    let markdown = try await winnow("preview", "--format", "markdown", file)
    let again = try folder.write("article.md", markdown.output)
    let second = try #require(try await winnow("preview", "--json", again).objects().first)
    for key in ["headline", "articleBody", "datePublished", "url", "inLanguage"] {
      #expect(first[key] as? String == second[key] as? String, "\(key)")
    }
    #expect((first["articleBody"] as? String)?.hasPrefix("# Not a heading") == true)
    #expect(
      (second["author"] as? [[String: String]])?.map { $0["name"] } == ["Alma Berg", "Jon Lind"])
    let text = try await winnow("preview", "--format", "text", file)
    #expect(
      text.output.hasPrefix("Harbour: \"new\" pier & ferry\n\nAlma Berg, Jon Lind · 2031-03-05"))
    let same = try await winnow("preview", "--format", "json", file)
    #expect(same.output == (try await winnow("preview", "--json", file)).output)
  }

  @Test("Markdown keeps the role of each block, and reads back with the same text")
  func markdownRoles() async throws {
    let folder = try TemporaryFolder()
    let body = (1...4).map {
      "<p>The harbour council voted \($0) times on Tuesday to buy a ferry for the town of Corvane.</p>"
    }
    let page = """
      <html><head><title>Council buys a ferry #</title></head><body><article><h1>Council buys a ferry #</h1>
      <p>By Alma Berg</p>\(body[0])\(body[1])<h2>What it costs</h2>\(body[2])<blockquote><p># We have waited for \
      this since the last one sank.</p></blockquote><ul><li>1. a boat for two hundred people</li><li>two \
      engines that were built at Old Quay</li></ul>\(body[3])</article></body></html>
      """
    let file = try folder.write("page.html", page)
    let first = try #require(try await winnow("preview", "--json", file).objects().first)
    let markdown = try await winnow("preview", "--format", "markdown", file).output
    for line in [
      "# Council buys a ferry \\#", "## What it costs",
      "> \\# We have waited for this since the last one sank.",
    ] {
      #expect(markdown.contains("\n\(line)\n"), "\(line) in \(markdown)")
    }
    let again = try folder.write("article.md", markdown)
    let second = try #require(try await winnow("preview", "--json", again).objects().first)
    #expect(first["articleBody"] as? String == second["articleBody"] as? String)
    // A caption, as a page's reader may give it, is left out of the text again.
    let caption = "<figure><figcaption>The old ferry &lt;Aurora&gt;, moored.</figcaption></figure>"
    let withCaption = markdown.replacing("\n\n## What", with: "\n\n\(caption)\n\n## What")
    let third = try folder.write("caption.md", withCaption)
    let read = try #require(try await winnow("preview", "--json", third).objects().first)
    #expect(first["articleBody"] as? String == read["articleBody"] as? String)
    let text = try await winnow("preview", "--format", "text", file).output
    #expect(text.contains("\n\nWhat it costs\n\n"))
  }

  @Test("export writes all articles in each form: NDJSON as ever, text and Markdown set apart")
  func exportForms() async throws {
    let state = try await SampleState.shared()
    let plain = try await winnow("export", "--state", state.path)
    for words in [["--json"], ["--format", "json"], ["--json", "--format", "json"]] {
      #expect(
        try await CommandRun.of(["export", "--state", state.path] + words).output == plain.output)
    }
    let articles = try plain.objects()
    let text = try await winnow("export", "--format", "text", "--state", state.path).output
    let parts = text.components(separatedBy: "\n\u{0C}\n")
    #expect(parts.count == articles.count)
    for (part, article) in zip(parts, articles) {
      #expect(part.hasPrefix(try #require(article["headline"] as? String)))
    }
    let markdown = try await winnow("export", "--format", "markdown", "--state", state.path)
    // The stream is one that winnow itself takes apart again.
    let folder = try TemporaryFolder()
    let file = try folder.write("all.md", markdown.output)
    let again = try await winnow("preview", "--json", file).objects()
    #expect(
      again.map { $0["headline"] as? String } == articles.map { $0["headline"] as? String })
    #expect(
      again.map { $0["articleBody"] as? String } == articles.map { $0["articleBody"] as? String })
    let id = try state.id("3-page.html")
    let shown = try await winnow("show", id, "--format", "markdown", "--state", state.path).output
    #expect(markdown.output.contains(shown))
  }

  @Test(
    "forms that exclude each other are a usage error that names both",
    arguments: [
      (["show", "X", "--json", "--format", "text"], "--json or --format text"),
      (["preview", "X", "--json", "--format", "markdown"], "--json or --format markdown"),
      (["export", "--json", "--format", "text"], "--json or --format text"),
      (["export", "--format", "text", "--after", "0"], "the change feed is JSON"),
      (["export", "--format", "json", "--warc", "X"], "--warc or --format"),
      (["show", "X", "--format", "html"], "format"),
    ])
  func contradictoryForms(_ words: [String], message: String) async throws {
    let run = try await CommandRun.of(words)
    #expect(run.status == .usage)
    #expect(run.error.contains(message) && run.output.isEmpty, "\(run.error)")
  }

  @Test("docs/export.schema.json knows every key of an export")
  func schema() async throws {
    let top = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: top.appendingPathComponent("docs/export.schema.json"))
    let schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let known = try #require(schema["properties"] as? [String: Any])
    let state = try await SampleState.shared()
    for object in try await winnow("export", "--state", state.path).objects() {
      #expect(Set(object.keys).isSubset(of: known.keys))
    }
  }

  @Test("export gives the day of a date, and its moment in UTC only where the zone is known")
  func sortableDates() async throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "The harbour council voted on Tuesday to buy a ferry. ", count: 4)
    let lines = [
      #"{"title":"With a zone","date":"2031-03-05T01:30:00+02:00","text":"\#(text)A."}"#,
      #"{"title":"Without a zone","date":"2031-03-05T01:30:00","text":"\#(text)B."}"#,
      #"{"title":"Only a day","date":"2031-03-05","text":"\#(text)C."}"#,
      #"{"title":"No date","url":"https://a.example/","text":"\#(text)D."}"#,
    ]
    let file = try folder.write("many.jsonl", lines.joined(separator: "\n") + "\n")
    let objects = try await winnow("preview", "--json", file).objects()
    #expect(
      objects.map { $0["publishedDay"] as? String }
        == ["2031-03-05", "2031-03-05", "2031-03-05", nil])
    #expect(
      objects.map { $0["publishedTime"] as? String } == ["2031-03-04T23:30:00Z", nil, nil, nil])
    #expect(objects[0]["datePublished"] as? String == "2031-03-05T01:30:00+02:00")
  }

  @Test("show prints one article with what is known of it; --json prints the line of export")
  func show() async throws {
    let state = try await SampleState.shared()
    let id = try state.id("3-page.html")
    let run = try await winnow("show", id, "--state", state.path)
    #expect(run.status == .success)
    #expect(run.lines.first == "Ferry line to Corvane opens")
    #expect(run.lines.contains("  url        https://corvane.example/ferry"))
    #expect(run.lines.contains("  outcome    indexed"))
    #expect(run.output.contains("Two boats leave every hour"))
    let json = try await winnow("show", id, "--json", "--state", state.path)
    let export = try await winnow("export", "--state", state.path)
    #expect(export.lines.contains(json.lines[0]))
  }

  @Test(
    "a beginning of several ids is answered with some of them, an unknown one with where to look")
  func prefixes() async throws {
    let state = try await SampleState.shared()
    let many = try await winnow("show", "0", "--state", state.path)
    #expect(many.status == .attention)
    #expect(many.error.contains("begins several ids"))
    #expect(many.error.contains(try state.id("1-ellison.txt")))
    let none = try await winnow("show", "zz", "--state", state.path)
    #expect(none.status == .attention)
    #expect(
      none.error
        == "winnow: there is no article zz; winnow search --state \(state.path) finds ids\n")
  }

  @Test("a beginning that only one article has is enough")
  func uniquePrefix() async throws {
    let state = try await SampleState.shared()
    let id = try #require(state.ids["5-lines.jsonl"]?.last)
    #expect(id.hasSuffix("-3"))
    let run = try await winnow("show", id, "--json", "--state", state.path)
    #expect(try run.objects().first?["headline"] as? String == "Glacier survey finds a lost camp")
  }

  @Test("story prints the original and its copies one below the other, whichever of them is named")
  func story() async throws {
    let state = try await SampleState.shared()
    let copy = try state.id("2-again.txt")
    let run = try await winnow("story", copy, "--state", state.path)
    #expect(run.status == .success)
    #expect(run.lines[0] == "Story Bridge at Ellison closed after inspectors find a crack")
    #expect(run.output.contains("original"))
    #expect(
      run.output.contains("duplicate of \(try state.id("1-ellison.txt")) (bytes, 100 % shared)"))
    let json = try await winnow("story", copy, "--json", "--state", state.path).objects()
    #expect(json.first?["id"] as? String == state.ids["1-ellison.txt"]?.first)
    #expect(Set(json.compactMap { $0["story"] as? String }).count == 1)
    let overview = try #require(json.first?["storyOverview"] as? [String: Any])
    #expect(overview["headline"] as? String == json.first?["headline"] as? String)
    #expect(overview["articles"] as? Int == json.count)
    #expect(json.dropFirst().allSatisfy { $0["storyOverview"] == nil })
  }

  @Test("explain of an id, of a file and of a file's name says how it was read and why it ended so")
  func explain() async throws {
    let state = try await SampleState.shared()
    let byID = try await winnow("explain", try state.id("3-page.html"), "--state", state.path)
    #expect(byID.status == .success)
    #expect(byID.output.contains("How it was read"))
    #expect(byID.output.contains("outcome indexed"))
    #expect(byID.output.contains("left out as menu"))
    let file = state.folder.path("in/3-page.html")
    let byFile = try await winnow("explain", file, "--state", state.path)
    #expect(byFile.output.contains("Dated 2031-03-05T10:00:00Z"))
    let unknown = try await winnow("explain", "nothing-here", "--state", state.path)
    #expect(unknown.status == .attention)
    #expect(unknown.error.contains("is no file, and no id or file name that this state knows"))
  }

  @Test("explain of a job without an article gives the reason and the remedy")
  func explainRefused() async throws {
    let state = try await SampleState.shared()
    let jobs = try await winnow("jobs", "--json", "--state", state.path).objects()
    let job = try #require(jobs.first { $0["reason"] as? String == "empty" }?["job"] as? String)
    let run = try await winnow("explain", job, "--state", state.path)
    #expect(run.status == .success)
    #expect(run.output.contains("Look at the scraper: it saved an empty answer."))
  }

  @Test("original prints the bytes as they came, by the id of an article and by that of its job")
  func original() async throws {
    let state = try await SampleState.shared()
    let record = try #require(state.ids["5-lines.jsonl"]?[1])
    let job = String(record.prefix(26))
    for id in [record, job] {
      let run = try await winnow("original", id, "--state", state.path)
      #expect(run.status == .success)
      #expect(run.output == SampleFiles.lines)
    }
    let none = try await winnow("original", "zz", "--state", state.path)
    #expect(none.status == .attention)
    #expect(none.error.contains("whose bytes were kept"))
  }

  @Test("story --lineage says who took from whom, as a tree, as JSON and for Graphviz")
  func lineage() async throws {
    let state = try await SampleState.shared()
    let copy = try state.id("2-again.txt")
    let tree = try await winnow("story", copy, "--lineage", "--state", state.path)
    #expect(tree.status == .success && tree.output.contains("taken from it"), "\(tree.output)")
    let json = try await winnow("story", copy, "--lineage", "--json", "--state", state.path)
    let graph = try #require(try json.objects().first)
    let nodes = try #require(graph["nodes"] as? [[String: Any]])
    let edges = try #require(graph["edges"] as? [[String: Any]])
    #expect(nodes.count > 1 && !edges.isEmpty)
    let ids = Set(nodes.compactMap { $0["id"] as? String })
    for edge in edges {
      #expect(ids.isSuperset(of: [edge["from"] as? String ?? "", edge["to"] as? String ?? ""]))
      #expect((edge["evidence"] as? [[String: Any]])?.isEmpty == false)
    }
    let dot = try await winnow("story", copy, "--lineage", "--dot", "--state", state.path)
    #expect(dot.output.hasPrefix("digraph lineage {") && dot.output.contains(" -> "))
    #expect(try await winnow("story", copy, "--dot", "--state", state.path).status == .usage)
  }

  @Test("search shows one hit a story with its snippet; --all-copies shows each")
  func search() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("search", "bridge", "--state", state.path)
    #expect(run.status == .success)
    #expect(run.lines[0] == "Bridge at Ellison closed after inspectors find a crack")
    #expect(run.lines[1].contains("in the story"))
    #expect(run.output.contains("[bridge]"))
    let one = try await winnow("search", "Ellison", "--json", "--state", state.path).objects()
    #expect(one.count == 1)
    let all = try await winnow(
      "search", "Ellison", "--json", "--all-copies", "--state", state.path
    ).objects()
    #expect(all.count == 2)
  }

  @Test("search keeps to --limit, --since and --until, and a word with a dash is one to leave out")
  func searchOptions() async throws {
    let state = try await SampleState.shared()
    func found(_ words: String...) async throws -> [String] {
      let run = try await CommandRun.of(["search"] + words + ["--json", "--state", state.path])
      return try run.objects().compactMap { $0["headline"] as? String }
    }
    #expect(try await found("valley OR theatre OR glacier", "--limit", "2").count == 2)
    #expect(try await found("ferry", "--since", "2031-03-05", "--until", "2031-03-06").count == 1)
    #expect(try await found("ferry", "--since", "2031-03-06", "--until", "2031-03-07").isEmpty)
    #expect(
      try await found("harbour", "-ferry", "--all-copies").allSatisfy { !$0.contains("Ferry") })
    #expect(try await found("theat*") == ["Theatre in Old Quay reopens"])
    #expect(try await found("\"lost camp\"") == ["Glacier survey finds a lost camp"])
    #expect(try await found("bridge", "--source", "nobody").isEmpty)
  }

  @Test("search that finds nothing ends with 1: a sentence on standard error, nothing with --json")
  func searchNothing() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("search", "zeppelin", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("nothing found for zeppelin"))
    let json = try await winnow("search", "zeppelin", "--json", "--state", state.path)
    #expect(json.status == .attention)
    #expect(json.output.isEmpty && json.error.isEmpty)
  }

  @Test(
    "a day that is none and a limit of nothing are usage errors",
    arguments: [
      ["--since", "2031-13-01"], ["--until", "soon"], ["--limit", "0"], ["--limit", "many"],
    ])
  func searchUsage(_ options: [String]) async throws {
    let state = try await SampleState.shared()
    let run = try await CommandRun.of(["search", "ferry", "--state", state.path] + options)
    #expect(run.status == .usage)
    #expect(run.error.contains(options[0]))
    #expect(run.output.isEmpty)
  }

  @Test(
    "search --follow refuses what has no meaning there, with what would do",
    arguments: [
      (["--limit", "5"], "--limit does not go with --follow"),
      (["--offset", "5"], "--offset does not go"), (["--sort", "date"], "--sort does not go"),
      (["--count-by", "day"], "--count-by does not go"),
      (["--after", "2-1-9c1f04ab"], "--after takes the number of a line"),
      (["--numbers"], "--numbers goes with --follow --json"),
    ])
  func followUsage(_ words: [String], message: String) async throws {
    let run = try await CommandRun.of(["search", "ferry", "--follow"] + words)
    #expect(run.status == .usage)
    #expect(run.error.contains(message) && run.output.isEmpty, "\(run.error)")
  }

  @Test("what newly matches is a line for a person: number, day, source, id, headline")
  func followedLine() {
    var printer = MatchPrinter(isJSON: false, showsNumbers: false, after: 7)
    let json =
      #"{"number":9,"event":"matched","id":"01J","headline":"A\u001bb","source":null}"# + "\n"
    let text = printer.text(of: Array(json.utf8), through: 12)
    #expect(String(decoding: text, as: UTF8.self) == "9  undated  inbox  01J  A\\u{1b}b\n")
    #expect(printer.text(of: [], through: 5_000).isEmpty)
  }

  @Test("numbers alone are printed at the beginning, and where a thousand entries brought nothing")
  func numbersAlone() {
    var printer = MatchPrinter(isJSON: true, showsNumbers: true, after: 7)
    func text(_ lines: String, _ through: UInt64) -> String {
      String(decoding: printer.text(of: Array(lines.utf8), through: through), as: UTF8.self)
    }
    #expect(text("", 7) == #"{"number":7,"event":"passed"}"# + "\n")
    #expect(text("", 900) == "")
    #expect(text("{}\n", 901) == "{}\n")
    #expect(text("", 1_900) == "")
    #expect(text("", 1_901) == #"{"number":1901,"event":"passed"}"# + "\n")
  }
}
