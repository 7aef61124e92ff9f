package import Formats
internal import Model
package import NearDuplicates
package import State
internal import TextRepair

/// The pure middle of the pipeline: bytes and settings in, values out; no file, no clock, no global.
package struct Preparation: Sendable {
  private let settings: ScrapeSettings
  private let repairer: TextRepairer
  private let signer: Signer
  private let meter: StageMeter?

  /// `meter`: Counts the stages where somebody watches them.
  package init(settings: ScrapeSettings, meter: StageMeter? = nil) {
    self.settings = settings
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
    let budget = settings.makeBudget()
    let parsing = meter?.begin(.parse)
    let read = interpret(raw, within: budget)
    if let parsing { meter?.end(.parse, since: parsing) }
    if budget.isSpent { return refused(read) }
    var prepared = PreparedRecord(read)
    guard var article = read.article, read.refusal == nil else { return prepared }
    let repairing = meter?.begin(.repair)
    // Before the repair, which names paragraphs by their index.
    leaveOutRepeats(&article, budget)
    let damaged = article
    repair(&article, budget)
    if SecondReading.isCalledFor(article), let second = readRepaired(raw, budget) {
      article = second.completing(damaged, repaired: article)
      repair(&article, budget)
    }
    if let repairing { meter?.end(.repair, since: repairing) }
    if budget.isSpent { return refused(read) }
    prepared.take(repaired: article, leavingOut: boilerplate, signer)
    return prepared
  }

  /// Reads a text or page again after its repair; nil when it is no such record, or makes no article.
  private func readRepaired(_ raw: RawRecord, _ budget: WorkBudget) -> SecondReading? {
    guard raw.byteCount <= SecondReading.byteLimit,
      let repaired = raw.replacingText({ repairer.repairedBytes($0) })
    else { return nil }
    let read = interpret(repaired, within: budget)
    guard read.refusal == nil, let article = read.article else { return nil }
    return SecondReading(article: article)
  }

  private func interpret(_ raw: RawRecord, within budget: WorkBudget) -> InterpretedRecord {
    var settings = settings
    settings.budget = budget
    return RecordInterpreter(settings: settings).interpret(raw)
  }

  /// A record that was not done in time: what was made of it by then is thrown away.
  private func refused(_ read: InterpretedRecord) -> PreparedRecord {
    var read = read
    read.article = nil
    read.refusal = settings.shouldStop() ?? .articleTookTooLong
    return PreparedRecord(read)
  }

  /// Takes out the paragraphs that say again what earlier ones said, whatever format they came in.
  private func leaveOutRepeats(_ article: inout Article, _ budget: WorkBudget) {
    let spoken = article.paragraphs.indices.filter { article.paragraphs[$0].role != .caption }
    let repeats = SelfRepeat(in: spoken.map { article.paragraphs[$0].text }, budget: budget)
    article.selfRepeat = repeats.isArticleRepeated
    let indices = repeats.repeated.map { spoken[$0] }
    article.removed += indices.map {
      RemovedText(reason: .repeated, text: article.paragraphs[$0].text)
    }
    let repeated = Set(indices)
    article.paragraphs = article.paragraphs.enumerated().filter { !repeated.contains($0.offset) }
      .map(\.element)
  }

  /// Repairs every text of the article together, since one damaged line proves another.
  private func repair(_ article: inout Article, _ budget: WorkBudget) {
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
    let repaired = repairer.repair(fields: fields, budget: budget)
    for (index, field) in repaired.enumerated() where !field.repairs.isEmpty {
      setters[index](&article, field.text)
      article.repairs += field.repairs
    }
  }
}
