import Archive
import DropFolder
import Glibc
import Ledger
import Model
@testable import Pipeline
import SearchIndex
@testable import State
import Storage
import StorageSimulation
import Testing

@testable import Pipeline
@testable import State

/// What is handed over to the service on a simulated disk, and what must have become of it.
struct WholePath {
  /// One unit: a file, a page with its sidecar, or something that is no file.
  struct Item: Sendable {
    enum Fate: Sendable { case indexed, copy, rejected, attached, setAside }

    var name: String
    var bytes: [UInt8] = []
    var fate = Fate.indexed
    var articleCount = 1
    /// Handed over together with it.
    var sidecar: (name: String, bytes: [UInt8])?
    /// The name of the sidecar that comes before or after it, as a file of its own.
    var joined: String?
    var kind = FileKind.regular
  }

  var items: [Item]
  /// What is handed over when the service has nothing more to do.
  var later: [Item] = []
  /// Larger files are set aside.
  var sizeLimit: UInt64 = 1 << 30

  static func page(_ title: String, _ word: String) -> String {
    let sentences = (1...24).map {
      "The \(word) number \($0) of \(title) was counted twice by hand."
    }
    return "\(title)\n\n" + sentences.joined(separator: " ") + "\n"
  }

  private static func line(_ title: String, _ word: String) -> String {
    let body = page(title, word).split(separator: "\n").last ?? ""
    return
      "{\"headline\":\"\(title)\",\"articleBody\":\"\(body)\",\"url\":\"https://example.org/\(word)\"}\n"
  }

  /// Single articles, two twins, and nothing.
  static let simple = WholePath(
    items: {
      let shared = Array(page("Harbour closed after a storm", "pier").utf8)
      return [
        Item(name: "one.txt", bytes: Array(page("Bridge opened in the valley", "pillar").utf8)),
        Item(name: "twin-a.txt", bytes: shared, fate: .copy),
        Item(name: "twin-b.txt", bytes: shared, fate: .copy),
        Item(name: "empty.txt", fate: .rejected, articleCount: 0),
        Item(name: "two.txt", bytes: Array(page("Lighthouse repainted in red", "stair").utf8)),
      ]
    }())

  /// A container whose articles are decided in several records.
  static let container = Item(
    name: "many.jsonl",
    bytes: Array(
      (line("Mill restored", "wheel") + line("Orchard replanted", "apple")
        + line("Library moved", "shelf") + line("Ferry delayed", "cabin")
        + line("Choir on tour", "voice")).utf8), articleCount: 5)

  /// A page that was handed over with what is known about it.
  static let described = Item(
    name: "page.html",
    bytes: Array(
      ("<html><head><title>Tower lit at night</title></head><body><article><h1>Tower lit at night</h1><p>"
        + page("the tower", "lamp") + "</p></article></body></html>").utf8),
    sidecar: (
      "page.html.json", Array("{\"url\":\"https://example.org/tower\"}".utf8)
    ))

  static let link = Item(name: "link.html", fate: .setAside, articleCount: 0, kind: .symbolicLink)

  /// A little of everything.
  static let mixed = WholePath(
    items: [simple.items[0], simple.items[1], simple.items[2], container, described, link])

  private static let bridgePage = """
    <html><head><title>Bridge closed</title></head><body><article>
    <h1>Bridge at Ellison closed after inspectors find a crack</h1>
    <p>The bridge at Ellison was closed to all traffic on Tuesday after inspectors found a crack in one of its main cables, the transport chief said. It carries some 48,000 vehicles a day.</p>
    <p>Ferries will run twice as often as before, and shuttle buses leave every twelve minutes from the old fish market, the council announced after a meeting that went on past midnight.</p>
    </article></body></html>
    """
  private static let bridgeJSON = """
    {"url": "https://news.example/ellison", "date_publish": "2031-03-04 10:00:00", "authors": ["Ada Example"], "title": "A worse title", "source_domain": "news.example"}
    """

  /// A page and its sidecar in either order, not handed over together.
  static let apart = {
    let page = Array(bridgePage.utf8)
    let json = Array(bridgeJSON.utf8)
    func sidecar(_ name: String) -> Item {
      Item(name: name, bytes: json, fate: .attached, articleCount: 0)
    }
    return WholePath(
      items: [
        Item(name: "a.html", bytes: page, fate: .copy, joined: "a.html.json"),
        sidecar("b.html.json"),
      ],
      later: [
        sidecar("a.html.json"),
        Item(name: "b.html", bytes: page + [0x0A], fate: .copy, joined: "b.html.json"),
      ])
  }()

  /// A disk with the items in the inbox, handed over safely.
  func beginning() throws -> SimulatedDisk {
    let system = SimulatedFileSystem()
    try system.makeFolders(Life.paths.inbox)
    func put(_ name: String, _ bytes: [UInt8]) throws {
      let file = try system.open(Life.paths.inbox.appending(name), .create)
      if !bytes.isEmpty { try file.write(bytes, at: 0) }
      try file.sync(.everything)
    }
    for item in items {
      if let sidecar = item.sidecar { try put(sidecar.name, sidecar.bytes) }
      if item.kind == .regular {
        try put(item.name, item.bytes)
      } else {
        try system.make(item.kind, at: Life.paths.inbox.appending(item.name))
      }
    }
    try system.syncFolder(Life.paths.inbox)
    return system.disk
  }

  /// Why the state after a life is not what it must be; empty when it is.
  ///
  /// `maySetAside`: A fault may have made a file unreadable: then it must lie in quarantine, whole and
  /// with its reason, or it was taken later than the sidecar beside it.
  func objections(
    to life: Life, decidedBefore: [LedgerBatch] = [], maySetAside: Bool = false
  ) throws -> [String] {
    var found: [String] = []
    let paths = Life.paths
    for folder in [paths.inbox, paths.claimed] {
      let left = try life.system.entries(of: folder)
      if !left.isEmpty { found.append("\(left.count) files left in \(folder)") }
    }
    // What the device alone would still know.
    if try !bare(life).entries(of: paths.inbox).isEmpty {
      found.append("a crash would bring files back into the inbox")
    }
    var articleCount = 0
    for item in items + later {
      let jobs = try life.ledger.jobs(forFile: Array(item.name.utf8))
      guard let job = jobs.first, jobs.count == 1 else {
        found.append("\(item.name) has \(jobs.count) outcomes")
        continue
      }
      let articles = try life.ledger.articles(ofJob: job.id, limit: 100)
      articleCount += articles.count
      if job.outcome == .quarantined, item.fate == .setAside || maySetAside {
        if try !isSetAside(item, job, life) { found.append("\(item.name) is set aside badly") }
        continue
      }
      found += try objections(to: job, articles, of: item, life, maySetAside: maySetAside)
    }
    found += try objectionsToTwins(life, maySetAside: maySetAside)
    var all = 0
    try life.ledger.forEachArticle(from: DecisionNumber(0)) { _ in
      all += 1
      return true
    }
    if all != articleCount { found.append("\(all) articles, \(articleCount) with a job") }
    for row in decidedBefore.flatMap(\.articles) {
      let now = try life.ledger.article(row.number)
      if now?.id != row.id || now?.decision != row.decision {
        found.append("\(row.id) was decided anew")
      }
    }
    return found
  }

  private func objections(
    to job: JobRow, _ articles: [ArticleRow], of item: Item, _ life: Life, maySetAside: Bool
  ) throws -> [String] {
    var found: [String] = []
    switch item.fate {
    case .indexed where job.outcome != .indexed, .rejected where job.outcome != .rejected,
      .attached where job.outcome != .attached, .setAside:
      found.append("\(item.name) is \(job.outcome)")
    default: break
    }
    if articles.count != item.articleCount {
      found.append("\(item.name) has \(articles.count) articles")
    }
    if let joined = item.joined, articles.first?.provenance.sidecar != joined {
      found.append("\(item.name) lacks \(joined)")
    }
    let originals = OriginalStore(folder: Life.paths.archive, fileSystem: bare(life))
    if let digest = job.digest.flatMap({ Digest($0) }) {
      if (try? originals.read(digest, limit: 1 << 20)) != item.bytes {
        found.append("\(item.name) is not in the archive")
      }
    } else if !item.bytes.isEmpty {
      found.append("\(item.name) has no digest")
    }
    if let sidecar = item.sidecar {
      if articles.first?.article.url != "https://example.org/tower" {
        found.append("\(item.name) lost its sidecar")
      }
      if (try? originals.read(Digest(of: sidecar.bytes), limit: 1 << 20)) != sidecar.bytes {
        found.append("\(sidecar.name) is not in the archive")
      }
      let alone = try life.ledger.jobs(forFile: Array(sidecar.name.utf8))
      // A page that could not be looked at for once comes after its sidecar, which then has a job of
      // its own that amends the page's article.
      let isLate = maySetAside && alone.allSatisfy { $0.outcome == .attached }
      if !alone.isEmpty, !isLate { found.append("\(sidecar.name) has an outcome of its own") }
    }
    return found
  }

  private func objectionsToTwins(_ life: Life, maySetAside: Bool) throws -> [String] {
    let copies = (items + later).filter { $0.fate == .copy }
    if copies.isEmpty { return [] }
    let outcomes = try copies.flatMap {
      try life.ledger.jobs(forFile: Array($0.name.utf8)).map(\.outcome)
    }
    if maySetAside, outcomes.contains(.quarantined) { return [] }
    return Set(outcomes) == [.indexed, .duplicate] && outcomes.count == 2
      ? [] : ["twins: \(outcomes)"]
  }

  /// The disk after a crash that kept nothing but what was synced.
  private func bare(_ life: Life) -> SimulatedFileSystem {
    var random = SeededGenerator(seed: 1)
    return SimulatedFileSystem(
      life.system.disk.afterCrash(.dropAll, using: &random), isRecording: false)
  }

  private func isSetAside(_ item: Item, _ job: JobRow, _ life: Life) throws -> Bool {
    let spool = Spool(root: Life.paths.spool)
    let path = spool.quarantinePath(job.id)
    let reason = try? life.system.readFile(spool.reasonPath(job.id), limit: 1 << 16)
    guard try life.system.exists(path), reason?.suffix(2) == Array("}\n".utf8)[...] else {
      return false
    }
    if item.kind != .regular { return true }
    return try life.system.readFile(path, limit: 1 << 20) == item.bytes
  }
}

/// A folder of the machine for an index, gone afterwards.
func withIndexFolder<R>(_ body: (FilePath) async throws -> R) async throws -> R {
  let disk = POSIXFileSystem()
  let base: FilePath = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  let folder = base.appending("winnow-crash-\(getpid())-\(UInt64.random(in: 0 ... .max))")
  try disk.makeFolder(folder, permissions: 0o700)
  defer {
    for entry in (try? disk.entries(of: folder)) ?? [] {
      try? disk.remove(folder.appending(name: entry.name))
    }
    try? disk.removeFolder(folder)
  }
  return try await body(folder)
}
