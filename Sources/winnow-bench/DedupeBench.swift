import Ledger
import Model
import Foundation
import Glibc
import NearDuplicates

/// Measures what signing and deciding cost a document, and what the index holds in memory, on made-up
/// news with natural statistics: word frequencies by Zipf's law, lengths around 2,700 bytes, one
/// document in five an edited copy of a recent one, one in ten from a template.
///
///     winnow-bench dedupe [DOCUMENTS]            default 100000
///     winnow-bench dedupe-cold [DOCUMENTS] [HOT]  default 100000, of which 16384 are in the window
///
/// The second keeps the others in a ledger on disk, and asks it about every document that is no copy
/// of a hot one; the copies are of any age.
enum DedupeBench {
  /// Runs the measurement; times are of this thread's processor time, in microseconds.
  static func run(_ arguments: [String]) throws {
    let count = arguments.first.flatMap { Int($0) } ?? 100_000
    var source = MadeUpDocuments()
    let signer = Signer()
    let before = residentBytes()
    let index = CopyIndex()
    var sign: [Float] = []
    var decide: [Float] = []
    var copies = (made: 0, found: 0)
    var bytes = 0
    var signatureBytes = 0
    for number in 1...count {
      let article = source.next()
      bytes += article.paragraphs.reduce(0) { $0 + $1.utf8.count }
      let start = processorTime()
      let signature = signer.sign(headline: article.headline, paragraphs: article.paragraphs)
      let middle = processorTime()
      let decision = index.decide(
        SignedDocument(
          number: DecisionNumber(UInt64(number)), signature: signature, storyTime: Int64(number)))
      sign.append(Float(middle - start))
      decide.append(Float(processorTime() - middle))
      signatureBytes += signature.encoded.count
      if article.isCopy {
        copies.made += 1
        if decision.copyOf != nil { copies.found += 1 }
      }
      if number == count || number.nonzeroBitCount == 1 && number >= 1 << 15 || number == 100_000 {
        report(number, sign, decide, index.byteCount, residentBytes() - before)
      }
    }
    print(
      "mean text \(bytes / count) bytes, mean signature \(signatureBytes / count) bytes,"
        + " copies found \(copies.found) of \(copies.made)")
  }

  /// Measures deciding with a window that most documents have left.
  static func runCold(_ arguments: [String]) throws {
    let count = arguments.first.flatMap { Int($0) } ?? 100_000
    var options = CopyIndexOptions()
    options.hotDocumentLimit = arguments.dropFirst().first.flatMap { Int($0) } ?? 16_384
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = try SQLiteLedger(path: folder.path + "/ledger.sqlite")
    let index = CopyIndex(options: options, cold: LedgerSignatures(ledger: ledger))
    var source = MadeUpDocuments(recentLimit: min(count, 1 << 16))
    let signer = Signer()
    var batch = LedgerBatch(appliedLSN: 0)
    var decide: [Float] = []
    var copies = (made: 0, found: 0)
    var keySeconds = 0.0
    for number in 1...count {
      let article = source.next()
      let signature = signer.sign(headline: article.headline, paragraphs: article.paragraphs)
      let document = SignedDocument(
        number: DecisionNumber(UInt64(number)), signature: signature, storyTime: Int64(number))
      let start = processorTime()
      let decision = index.decide(document)
      decide.append(Float(processorTime() - start))
      if article.isCopy {
        copies = (copies.made + 1, copies.found + (decision.copyOf == nil ? 0 : 1))
      }
      batch.articles.append(row(document, decision))
      if number % 1024 == 0 {
        batch.appliedLSN = UInt64(number)
        try ledger.apply(batch)
        batch = LedgerBatch(appliedLSN: 0)
        let begin = processorTime()
        try ledger.indexKeys(through: index.keysNeededThrough, limit: .max)
        keySeconds += (processorTime() - begin) / 1e6
      }
      if number == count || number.nonzeroBitCount == 1 && number >= 1 << 14 || number == 100_000 {
        report(number, decide.map { _ in 0 }, decide, index.byteCount, residentBytes())
      }
    }
    if let error = index.coldFailure { throw error }
    let size = try ledger.findDamage().isEmpty ? fileSize(folder) : 0
    print(
      "copies of any age found \(copies.found) of \(copies.made); making keys"
        + " \(Int(keySeconds * 1e6) / count) µs a document; ledger \(size / count) bytes a document"
    )
  }

  private static func row(_ document: SignedDocument, _ decision: CopyDecision) -> ArticleRow {
    let id = String(document.number.rawValue)
    return ArticleRow(
      number: document.number, id: id, jobID: id, article: Article(),
      provenance: Provenance(fileBytes: [], size: 0), outcome: .indexed, arrival: 0,
      storyTime: document.storyTime, decision: decision,
      signature: StoredSignature(digest: [], signature: document.signature).encoded)
  }

  private static func fileSize(_ folder: URL) throws -> Int {
    try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.fileSizeKey]
    ).reduce(0) { try $0 + ($1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
  }

  private static func report(
    _ number: Int, _ sign: [Float], _ decide: [Float], _ bytes: Int, _ resident: Int
  ) {
    // The latest fifth: what a document costs when this many have been decided.
    let recent = number * 4 / 5
    let (signing, deciding) = (sign[recent...], decide[recent...])
    let total = zip(signing, deciding).map { $0 + $1 }.sorted()
    let mean = { (values: ArraySlice<Float>) in values.reduce(0, +) / Float(values.count) }
    print(
      String(
        format: "%8d documents: sign %.0f + decide %.0f µs, p99 %.0f µs; index %.0f MB,"
          + " resident %.0f MB, %.0f bytes a document", number, mean(signing), mean(deciding),
        total[total.count * 99 / 100], Double(bytes) / 1e6, Double(resident) / 1e6,
        Double(resident) / Double(number)))
  }

  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  private static func residentBytes() -> Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ")
    return (fields?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}

/// An endless stream of made-up articles, the same on every run.
private struct MadeUpDocuments {
  struct Document {
    var headline: String
    var paragraphs: [String]
    var isCopy = false
  }

  private var state: UInt64 = 0x2545_F491_4F6C_DD1D
  private var recent: [Document] = []
  private let recentLimit: Int
  private let words: [String]
  /// Where each of 2^16 equal shares of all uses falls in the list of words.
  private let shares: [Int32]

  /// Copies are made of the last `recentLimit` articles, about.
  init(recentLimit: Int = 4096) {
    self.recentLimit = recentLimit
    let syllables = [
      "ba", "con", "de", "far", "gil", "ho", "in", "jar", "ka", "lum", "mo", "ner", "op", "pri",
      "qua", "rel", "so", "tan", "ul", "ver", "wis", "yor", "zen", "est",
    ]
    words = (0..<120_000).map { index in
      var rest = index
      var word = ""
      repeat {
        word += syllables[rest % syllables.count]
        rest /= syllables.count
      } while rest > 0
      return word
    }
    var cumulative: [Double] = []
    var sum = 0.0
    for rank in words.indices {
      sum += 1 / (Double(rank) + 2.7)
      cumulative.append(sum)
    }
    var at = 0
    var shares: [Int32] = []
    for share in 0..<(1 << 16) {
      while cumulative[at] < sum * (Double(share) + 0.5) / 65536 { at += 1 }
      shares.append(Int32(at))
    }
    self.shares = shares
  }

  private mutating func random(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int((state >> 12) % UInt64(limit))
  }

  private mutating func word() -> String {
    // The rarest words share the last places; spread them.
    let rank = Int(shares[random(1 << 16)])
    return words[rank < 20_000 ? rank : rank + random(words.count - rank)]
  }

  private mutating func sentence() -> String {
    var text = ""
    for index in 0..<(9 + random(18)) {
      var word = word()
      if index == 0 || random(9) == 0 { word = word.prefix(1).uppercased() + word.dropFirst() }
      if random(30) == 0 { word = String(10 + random(90_000)) }
      text += index == 0 ? word : " " + word
    }
    return text + "."
  }

  mutating func next() -> Document {
    var document: Document
    switch random(10) {
    case 0 where !recent.isEmpty, 1 where !recent.isEmpty:
      document = recent[random(recent.count)]
      document.paragraphs[random(document.paragraphs.count)] = sentence()
      document.isCopy = true
    case 2:
      document = Document(
        headline: "Results of \(word())",
        paragraphs: [
          "\(word()) Corp earned \(random(9000)) million in the quarter against \(random(9000)).",
          "Sales rose to \(random(90_000)) million from \(random(90_000)) million a year ago.",
        ])
    default:
      let count = 4 + random(8) + random(14)
      document = Document(
        headline: String(sentence().prefix(70)),
        paragraphs: (0..<count).map { _ in sentence() + " " + sentence() })
    }
    if document.isCopy || document.paragraphs.count < 4 { return document }
    if recent.count < recentLimit {
      recent.append(document)
    } else {
      recent[random(recentLimit)] = document
    }
    return document
  }
}
