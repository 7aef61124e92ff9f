package import Extraction
package import Formats
package import Model
package import NearDuplicates
package import State
internal import TextRepair

/// One record made ready for the decision: parsed, repaired, and signed.
package struct PreparedRecord: Sendable {
  /// The record's 1-based place in its file.
  package var ordinal: Int
  package var article: Article?
  package var provenance: Provenance
  /// Set where the record holds nothing of use.
  package var refusal: Refusal?
  package var signature: Signature?
  /// The time that stories go by, in seconds since 1970; nil without any date.
  package var storyTime: Int64?
  package var decisions: [String]
  package var blocks: [BlockDecision]
  /// Version of the source's boilerplate that it was prepared with.
  package var boilerplateVersion: UInt64 = 0
}

/// The pure middle of the pipeline: bytes and settings in, values out; no file, no clock, no global.
package struct Preparation: Sendable {
  private let interpreter: RecordInterpreter
  private let repairer: TextRepairer
  private let signer: Signer
  private let meter: StageMeter?

  /// `meter`: Counts the stages where somebody watches them.
  package init(settings: ScrapeSettings, meter: StageMeter? = nil) {
    interpreter = RecordInterpreter(settings: settings)
    repairer = TextRepairer()
    signer = Signer()
    self.meter = meter
  }

  /// Parses, repairs and signs one record.
  ///
  /// `boilerplate`: What its source is known to repeat from article to article.
  package func prepare(
    _ raw: RawRecord, boilerplate: BoilerplateSnapshot = BoilerplateSnapshot()
  ) -> PreparedRecord {
    let parsing = meter?.begin(.parse)
    let read = interpreter.interpret(raw)
    if let parsing { meter?.end(.parse, since: parsing) }
    var prepared = PreparedRecord(
      ordinal: read.ordinal, article: read.article, provenance: read.provenance,
      refusal: read.refusal, decisions: read.decisions, blocks: read.blocks,
      boilerplateVersion: boilerplate.version)
    guard var article = read.article, read.refusal == nil else { return prepared }
    let repairing = meter?.begin(.repair)
    // Before the repair, which names paragraphs by their index.
    leaveOutRepeats(&article)
    leaveOut(boilerplate, &article)
    repair(&article)
    if let repairing { meter?.end(.repair, since: repairing) }
    let storyTime = article.datePublished.flatMap { ISOTime.seconds($0.iso) }
    prepared.storyTime = storyTime
    prepared.signature = signer.sign(
      headline: article.headline,
      paragraphs: article.paragraphs.filter { $0.role != .caption }.map(\.text),
      quality: QualityHints(
        repaired: !article.repairs.isEmpty, lossy: article.repairs.contains(where: \.lossy),
        hasURL: article.url != nil, truncated: article.isAccessibleForFree == false,
        selfRepeat: article.selfRepeat,
        hasUncertainDate: article.datePublished.map { $0.source == "text" } ?? false))
    prepared.article = article
    return prepared
  }

  /// Takes out the paragraphs that say again what earlier ones said, whatever format they came in.
  private func leaveOutRepeats(_ article: inout Article) {
    let spoken = article.paragraphs.indices.filter { article.paragraphs[$0].role != .caption }
    let repeats = SelfRepeat(in: spoken.map { article.paragraphs[$0].text })
    article.selfRepeat = repeats.isArticleRepeated
    take(repeats.repeated.map { spoken[$0] }, from: &article, as: .repeated)
  }

  /// Takes out the lines that the source repeats; an article of nothing else is left whole.
  private func leaveOut(_ boilerplate: BoilerplateSnapshot, _ article: inout Article) {
    guard boilerplate.version > 0 else { return }
    let known = article.paragraphs.indices.filter {
      boilerplate.contains(article.paragraphs[$0].text)
    }
    guard known.count < article.paragraphs.count else { return }
    take(known, from: &article, as: .boilerplate)
  }

  private func take(
    _ indices: [Int], from article: inout Article, as reason: RemovedText.Reason
  ) {
    article.removed += indices.map {
      RemovedText(reason: reason, text: article.paragraphs[$0].text)
    }
    for index in indices.reversed() { article.paragraphs.remove(at: index) }
  }

  /// Repairs every text of the article together, since one damaged line proves another.
  private func repair(_ article: inout Article) {
    var fields: [(name: String, text: String)] = []
    var setters: [(inout Article, String) -> Void] = []
    func add(_ name: String, _ text: String?, _ set: @escaping (inout Article, String) -> Void) {
      guard let text, !text.isEmpty else { return }
      fields.append((name, text))
      setters.append(set)
    }
    add("headline", article.headline) { $0.headline = $1 }
    add("alternativeHeadline", article.alternativeHeadline) { $0.alternativeHeadline = $1 }
    add("description", article.description) { $0.description = $1 }
    add("publisher", article.publisher?.name) { $0.publisher?.name = $1 }
    for (index, author) in article.authors.enumerated() {
      add("author/\(index)", author.name) { $0.authors[index].name = $1 }
    }
    for (index, section) in article.articleSection.enumerated() {
      add("articleSection/\(index)", section) { $0.articleSection[index] = $1 }
    }
    for (index, keyword) in article.keywords.enumerated() {
      add("keywords/\(index)", keyword) { $0.keywords[index] = $1 }
    }
    for (index, paragraph) in article.paragraphs.enumerated() {
      add("paragraphs/\(index)", paragraph.text) { $0.paragraphs[index].text = $1 }
    }
    for (index, removed) in article.removed.enumerated() {
      add("removed/\(index)", removed.text) { $0.removed[index].text = $1 }
    }
    let repaired = repairer.repair(fields: fields)
    for (index, field) in repaired.enumerated() where !field.repairs.isEmpty {
      setters[index](&article, field.text)
      article.repairs += field.repairs
    }
  }
}
