internal import Archive
internal import Formats
internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// Makes of a record, cut out again, what its article would be now. Decides nothing, and changes nothing.
struct Rereading: Sendable {
  private let stage: RerunStage
  private let preparation: Preparation
  private let joining: JoinedReading
  private let boilerplate: @Sendable (String?, UInt64) -> BoilerplateSnapshot

  /// `boilerplate`: What a source was known to repeat at a version.
  init(
    stage: RerunStage, originals: ArchivedOriginals, settings: ScrapeSettings,
    boilerplate: @escaping @Sendable (String?, UInt64) -> BoilerplateSnapshot
  ) {
    self.stage = stage
    self.boilerplate = boilerplate
    preparation = Preparation(settings: settings)
    joining = JoinedReading(
      settings: settings,
      bytes: { text, limit in
        guard let digest = Digest(text), let bytes = try? originals.read(digest, limit: limit)
        else { throw OriginalLoss(of: text) }
        return bytes
      }, boilerplate: boilerplate)
  }

  /// What the rerun changes of the article; nil where it reads as it stands.
  ///
  /// Throws `RereadObstacle` where it would be refused.
  func change(of before: ArticleRow, from cut: RecordCutter.Cut) throws -> RereadArticle? {
    let record = preparation.prepare(
      cut.raw, boilerplate: boilerplate(cut.claim.source, before.snapshotVersion))
    if let refusal = record.refusal { throw RereadObstacle.refused(refusal) }
    guard
      var fresh = record.row(
        cut.decision, claim: cut.claim, digest: cut.digest, isContainer: cut.isContainer)
    else { throw RereadObstacle.absent }
    fresh.provenance.takeFile(of: before.provenance)
    var amendment = Amendment(
      number: before.number, article: fresh.article, provenance: fresh.provenance,
      storyTime: fresh.storyTime, signature: fresh.signature)
    if let page = cut.joined {
      // Later articles are compared with what the page alone says, as it was decided.
      let signature = amendment.signature
      amendment = try joining.amendment(of: fresh, page)
      amendment.provenance.takeFile(of: before.provenance)
      amendment.signature = signature
    }
    if stage != .parse { restrict(&amendment, to: before, cut) }
    let change = RereadArticle(before: before, amendment: amendment)
    let after = change.after
    return after.article == before.article && after.provenance == before.provenance ? nil : change
  }

  /// Leaves of the new reading what the stage may change.
  private func restrict(
    _ amendment: inout Amendment, to before: ArticleRow, _ cut: RecordCutter.Cut
  ) {
    amendment.article = stage.article(taking: amendment.article, over: before.article)
    amendment.provenance = before.provenance
    if stage == .repair { amendment.storyTime = before.storyTime }
    amendment.signature =
      cut.joined != nil
      ? nil
      : StoredSignature(
        digest: cut.isContainer ? "" : cut.digest, signature: Signer().sign(amendment.article)
      ).encoded
  }
}
