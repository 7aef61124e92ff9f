import Configuration
import Ledger
import Model
import Monitoring
import Pipeline
import State
import Storage
import Testing
import WriteAheadLog

/// A small state in which each article is there for some query of `SearchCase`.
final class SearchTableState: Sendable {
  let folder: TemporaryFolder
  let state: StateDirectory

  var path: String { folder.path("state") }

  private static let made = Task { try SearchTableState() }

  /// The state for tests that only read; made once.
  static func shared() async throws -> SearchTableState { try await made.value }

  private init() throws {
    folder = try TemporaryFolder()
    var options = StateDirectoryOptions()
    options.usesSpool = false
    options.journal.segmentByteCount = 2 << 20
    // Several files of the index, as in a large state.
    options.sliceLength = 5
    (state, _) = try StateDirectory.open(
      StatePaths(state: FilePath(folder.path("state"))), files: POSIXFileSystem(), options: options,
      holder: "test")
    let batch = LedgerBatch(appliedLSN: 1, articles: Self.rows)
    try state.ledger.apply(batch)
    try state.index.apply(batch)
  }

  private static func row(
    _ number: UInt64, _ name: String, _ source: String?, _ language: String,
    headline: String, _ body: String, date: String? = nil, zone: DatedValue.Zone = .absent,
    url: String? = nil, authors: [String] = [], copyOf: UInt64? = nil
  ) -> ArticleRow {
    let id = name.uppercased()
    let article = Article(
      url: url, headline: headline, authors: authors.map { Person(name: $0) },
      datePublished: date.map { DatedValue(iso: $0, raw: $0, zone: zone, source: "test") },
      language: language, paragraphs: [Paragraph(role: .body, text: body)])
    let original = copyOf.map(DecisionNumber.init)
    return ArticleRow(
      number: DecisionNumber(number), id: id, jobID: id, article: article,
      provenance: Provenance(fileBytes: Array(name.utf8), source: source),
      outcome: copyOf == nil ? .indexed : .duplicate, arrival: 1_930_000_000_000,
      storyTime: date.flatMap(ISOTime.seconds),
      decision: CopyDecision(
        copyOf: original, kind: copyOf.map { _ in .text },
        story: original ?? DecisionNumber(number), head: original ?? DecisionNumber(number)))
  }

  private static let rows: [ArticleRow] = [
    row(
      1, "ferry", "harbour", "en-GB", headline: "Ferry returns to Corvane",
      "The ferry sails again from Monday, the harbour office said, and the bridge at Ellison stays closed.",
      date: "2031-03-05T23:30:00-05:00", zone: .explicit,
      url: "https://www.corvane.example/news/ferry", authors: ["Ada Quill"]),
    row(
      2, "bridge", "gazette", "en", headline: "Bridge closed at Ellison",
      "Inspectors found a crack in a cable of the bridge; trains leave at 10:30 and the toll is waived.",
      date: "2031-03-06", url: "https://gazette.example/1",
      authors: ["Tom Marrow", "Ada Lindqvist"]),
    row(
      3, "copy", "wire", "en", headline: "Bridge closed at Ellison",
      "Inspectors found a crack in a cable of the bridge; trains leave at 10:30 and the toll is waived.",
      date: "2031-03-06T08:00:00Z", zone: .explicit, url: "http://wire.example:8080/7", copyOf: 2),
    row(
      4, "toll", "wire", "en", headline: "Toll on the new tunnel",
      "The tunnel takes a toll from April and the bridge stays free. Drivers elected to wait.",
      date: "2031-04-01T00:15:00+02:00", zone: .explicit, url: "https://wire.example/8"),
    row(
      5, "glacier", "north coast", "de", headline: "Gletscher gibt Lager frei",
      "Die Straße zum Gletscher ist offen, und ein Lager wurde gefunden.",
      date: "2030-12-31T23:59:59", url: "https://kueste.example/a"),
    row(
      6, "undated", "gazette", "en", headline: "Harvest of the Tarn valley",
      "Farmers brought in wheat, and the ferry carried it. Elections follow in May."),
    row(
      7, "zh", "huabao", "zh", headline: "渡轮恢复航行",
      "渡轮从星期一起恢复航行，港务局在星期三的通知中说。COVID19疫情结束。", date: "2031-03-05"),
    row(
      8, "ja", "nippo", "ja", headline: "フェリー再開", "フェリーは月曜日から再び運航すると港湾事務所が発表した。",
      date: "2031-03-06T09:00:00+09:00", zone: .explicit),
    row(
      9, "ar", "mina", "ar", headline: "العبّارة تعود",
      "أعلنت هيئة الميناء أن العَبّارة تعود يوم الإثنين.",
      date: "2031-03-05"),
    row(10, "he", "yom", "he", headline: "המעבורת", "הַמַּעֲבֹרֶת שָׁבָה, ודובר צה\"ל מסר."),
    row(11, "th", "siam", "th", headline: "เรือ", "เรือเฟอร์รี่กลับมาให้บริการแล้ว"),
    row(12, "ko", "hanguk", "ko", headline: "항구 소식", "여객선이 월요일부터 다시 다닌다"),
    row(
      13, "ponte", "diario", "pt-BR", headline: "Ponte fechada em São Tarcísio",
      "A ponte foi fechada."),
    row(
      14, "odd", nil, "en", headline: "Weather: sunny",
      "At 10:30 read https://example.org/a:b?x=1 and not the rest, or do. Rock & roll, don't stop. The ratio is 2:1."
    ),
  ]
}
