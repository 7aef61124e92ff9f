import ArgumentParser
import Configuration
import Ledger
import Model
import Presentation
import SearchIndex
import Storage

struct Search: ParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles; one hit a story, best first, with snippets.",
    discussion: HelpText.with(
      """
      Words side by side must all occur. The answer says how the query was understood; what cannot be \
      understood is an error that shows the place. The whole language: man winnow-search.

      With --follow the daemon is asked for new articles, and asked again until one that was stopped is back. \
      Each line has its number of the change feed; whoever goes on behind the last one with --after misses \
      nothing and is told nothing twice. A story is told once, with its first article that matches; \
      --all-copies tells each article.
      """,
      examples: [
        (
          "winnow search bridge closed",
          "Both words, anywhere in headline or text."
        ),
        (
          "winnow search '\"bridge closed\" -toll' -n 5",
          "A phrase, without a word; five hits at most."
        ),
        (
          "winnow search 'bridg* (closed OR shut)'",
          "Words that begin so, beside one of two."
        ),
        (
          "winnow search title:bridge author:quill",
          "In the headline; by an author."
        ),
        (
          "winnow search source:harbour lang:en site:corvane.example",
          "Of a source, in a language, of a site."
        ),
        (
          "winnow search ferry since:2031-03-05 until:2031-04",
          "By the article's own day, up to the end of March."
        ),
        (
          "winnow search ferry since:2031-03-05T14:30+02:00",
          "From a moment on."
        ),
        (
          "winnow search 'ferry (since:2031-03 OR date:none)'",
          "Articles without a date too."
        ),
        (
          "winnow search story:ID --all-copies",
          "All of a story."
        ),
        (
          "winnow search '\"10:30\" \"AND\"'",
          "Signs and words of the language, as words."
        ),
        (
          "winnow search ferry --sort date -n 50",
          "The newest first."
        ),
        (
          "winnow search ferry --count-by source",
          "How many articles of each source."
        ),
        (
          "winnow search harbour --json | jq -r .id",
          "Ids, for programs."
        ),
        (
          "winnow search 'bridge -toll' --follow",
          "What newly matches, one line a story, as it comes."
        ),
        (
          "winnow search bridge --follow --json --after 1207",
          "The same for programs, from behind a number on."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "What to look for.") var query: [String]
  @Flag(help: "One JSON object a line.") var json = false
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Hits at most (default: 20).", valueName: "number"))
  var limit: Int?
  @Option(help: ArgumentHelp("Hits to pass over (default: 0).", valueName: "number"))
  var offset: Int?
  @Option(
    help: ArgumentHelp(
      "Go on behind an answer, by its cursor; with --follow: by the number of a line.",
      valueName: "cursor"))
  var after: String?
  @Flag(help: "Print what newly matches, as it comes, until stopped.") var follow = false
  @Flag(
    help: ArgumentHelp(
      "With --follow --json: also lines with a number alone, so that it can be kept where nothing matches."
    ))
  var numbers = false
  @Option(
    help: ArgumentHelp("relevance, or date for the newest first.", valueName: "order"),
    completion: .list(SearchOrder.allCases.map(\.rawValue)))
  var sort: String?
  @Option(
    help: ArgumentHelp("Counts by source, lang, day or outcome.", valueName: "field"),
    completion: .list(CountField.allCases.map(\.rawValue)))
  var countBy: String?
  @Option(help: ArgumentHelp("Only from this source.", valueName: "name")) var source: String?
  @Option(help: ArgumentHelp("Only from this day on (YYYY-MM-DD).", valueName: "day"))
  var since: String?
  @Option(help: ArgumentHelp("Only before this day (YYYY-MM-DD).", valueName: "day"))
  var until: String?
  @Flag(help: "Every copy, not one hit a story.") var allCopies = false
  @OptionGroup var colorOptions: ColorOptions

  func validate() throws {
    if numbers, !(follow && json) { throw ValidationError("--numbers goes with --follow --json") }
    guard follow else { return }
    let others = [
      ("--limit", limit != nil), ("--offset", offset != nil), ("--sort", sort != nil),
      ("--count-by", countBy != nil),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError("\(other.0) does not go with --follow: what comes is told as it comes")
    }
  }

  /// What was given, by the names of the control socket.
  private var parameters: [(name: String, value: String)] {
    let given: [(name: String, value: String?)] = [
      ("q", query.joined(separator: " ")), ("limit", limit.map(String.init)),
      ("offset", offset.map(String.init)), ("all-copies", allCopies ? "" : nil),
      ("source", source), ("since", since), ("until", until), ("after", after), ("sort", sort),
      ("count-by", countBy),
    ]
    return given.compactMap { name, value in value.map { (name, $0) } }
  }

  /// What is asked for, with mistakes told by the names of the options.
  private func read<Request>(
    _ make: ([(name: String, value: String)]) throws(SearchRequestError) -> Request
  ) throws -> Request {
    do {
      return try make(parameters)
    } catch {
      if let query = error.query { throw Self.failure(query) }
      throw ValidationError(error.parameter == "q" ? "\(error.detail)" : "--\(error)")
    }
  }

  /// Prints what newly matches until the process is told to end.
  private func runFollowing() throws {
    let request = try read { parameters throws(SearchRequestError) in
      try MatchRequest(parameters: parameters)
    }
    let socket = try stateOptions.deployment().socket.string
    var follower = FeedFollower(
      "/matches", socketPath: socket, parameters: parameters, after: request.after)
    var printer = MatchPrinter(isJSON: json, showsNumbers: numbers, after: request.after)
    try follower.run { printer.text(of: $0, through: $1) }
  }

  /// The query with the place marked below it.
  private static func failure(_ error: QueryError) -> CommandFailure {
    let marked = error.marked.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  " + TerminalText.safe(String($0)) }.joined(separator: "\n")
    return CommandFailure(
      .usage, "\(TerminalText.safe(error.message)).\n\(marked)\n\(TerminalText.safe(error.hint)).")
  }

  func run() throws {
    if follow { return try runFollowing() }
    let request = try read { parameters throws(SearchRequestError) in
      try SearchRequest(parameters: parameters)
    }
    let result: SearchResult
    do {
      result = try stateOptions.catalogue().search(request)
    } catch let error as QueryError {
      throw Self.failure(error)
    }
    if request.countedBy != nil {
      json ? Output.write(result.countLines()) : printCounts(result)
    } else {
      for hit in result.hits { json ? Output.write(hit.jsonLine(of: result)) : printLine(hit) }
      if !json, !result.hits.isEmpty { printEnd(result, request) }
    }
    NodeAge.warn(try stateOptions.deployment())
    if result.isPartial {
      Output.printError(
        "not everything was looked at in the time that there is: better hits may be missing; "
          + "narrow the search, or ask again")
    }
    if result.hits.isEmpty && result.counts.isEmpty {
      throw CommandFailure(
        .attention, json ? "" : "nothing found for \(TerminalText.safe(result.query))")
    }
  }

  /// What was looked for, and how to go on.
  private func printEnd(_ result: SearchResult, _ request: SearchRequest) {
    let order = request.order == .date ? "newest first" : "best first"
    var line = "\(Output.count(result.hits.count, "hit")) for \(result.query), \(order)"
    if let next = result.next { line += "; go on with --after \(next)" }
    Output.line(TerminalText.safe(line))
  }

  private func printCounts(_ result: SearchResult) {
    let width = result.counts.map { String($0.count).utf8.count }.max() ?? 1
    for line in result.counts {
      let count = String(line.count)
      Output.line(
        String(repeating: " ", count: width - count.utf8.count) + count + "  "
          + TerminalText.safe(line.value ?? "(none)"))
    }
    guard !result.counts.isEmpty else { return }
    let total = result.counts.reduce(0) { $0 + $1.count }
    Output.line(TerminalText.safe("\(Output.count(total, "article")) for \(result.query)"))
  }

  private func printLine(_ hit: FoundArticle) {
    let summary = hit.summary
    Output.line(Output.bold(TerminalText.safe(summary.headline ?? "(no headline)")))
    var facts = [hit.day ?? "undated", summary.source ?? "inbox", summary.id]
    if hit.alsoInStory > 0 { facts.append("+\(hit.alsoInStory) in the story") }
    if summary.copyOf != nil { facts.append("copy") }
    Output.line("  " + facts.map { TerminalText.safe($0) }.joined(separator: " · "))
    let mark = Output.isColored ? ("\u{1B}[1m", "\u{1B}[0m") : ("[", "]")
    let safe = hit.snippet.marked(begin: "\u{2}", end: "\u{3}").split(separator: "\n")
      .joined(separator: " ")
    var line = ""
    for piece in safe.split(separator: "\u{2}", omittingEmptySubsequences: false).enumerated() {
      if piece.offset == 0 {
        line += TerminalText.safe(String(piece.element))
        continue
      }
      let halves = piece.element.split(
        separator: "\u{3}", maxSplits: 1, omittingEmptySubsequences: false)
      line += mark.0 + TerminalText.safe(String(halves[0])) + mark.1
      if halves.count > 1 { line += TerminalText.safe(String(halves[1])) }
    }
    Output.line("  " + line)
    Output.line()
  }
}
