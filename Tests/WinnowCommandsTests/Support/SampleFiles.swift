/// Files as scrapers leave them; all names and facts are made up.
enum SampleFiles {
  /// A text of its own kind about a bridge: `town` and `count` tell two of them apart.
  static func story(_ town: String, _ count: String) -> String {
    """
    Bridge at \(town) closed after inspectors find a crack

    The bridge at \(town) was closed to all traffic on Tuesday after inspectors found a crack in one of its main cables, the transport chief said. It carries some \(count) vehicles a day between the harbour and the airport, and nobody could say when it would open again.

    Ferries will run twice as often as before, and shuttle buses leave every twelve minutes from the old fish market at the northern end of \(town), the council announced after a meeting that went on past midnight.
    """
  }

  static let page = """
    <html lang=en><head><title>Ferry line to Corvane opens</title>
    <meta property="article:published_time" content="2031-03-05T10:00:00Z">
    <link rel=canonical href="https://corvane.example/ferry"></head>
    <body><nav><a href=/>Home</a><a href=/news>News</a></nav><article>
    <h1>Ferry line to Corvane opens</h1><p class=byline>By Ada Quill</p>
    <p>The ferry to Corvane carried four hundred passengers on its first day, the harbour office said, more than anybody had dared to hope when the line was planned.</p>
    <p>Two boats leave every hour from the eastern quay, and a third is to follow in spring once its new engine has been tested on the river.</p>
    <p>Shopkeepers near the quay spoke of their best morning in years; the office wants to publish figures of the first month in April.</p>
    </article></body></html>
    """

  /// Three articles, one a line.
  static let lines = [
    #"{"title":"Harvest of the Tarn valley","url":"https://tarn.example/harvest","text":"Farmers of the Tarn valley brought in three hundred tonnes of wheat this week although rain fell on four days and two mills stood still."}"#,
    #"{"title":"Theatre in Old Quay reopens","url":"https://tarn.example/theatre","text":"After nine years behind scaffolding the theatre in Old Quay opened its doors on Friday with a comedy that the town had last seen in its youth."}"#,
    #"{"title":"Glacier survey finds a lost camp","url":"https://tarn.example/glacier","text":"Surveyors who measured the northern glacier came upon tents and a radio that an expedition had left there sixty winters ago in a storm."}"#,
  ].joined(separator: "\n")

  /// What a terminal must never be sent: it would rename the window and turn the text red.
  static let hostile = story("Marrow\u{1B}]0;owned\u{07}", "12,000")

  static let all: [(name: String, text: String)] = [
    ("1-ellison.txt", story("Ellison", "48,000")), ("2-again.txt", story("Ellison", "48,000")),
    ("3-page.html", page), ("4-empty.txt", ""), ("5-lines.jsonl", lines),
    ("6-\u{1B}[31mred.txt", hostile),
  ]
}
