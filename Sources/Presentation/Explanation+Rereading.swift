internal import Model
internal import NearDuplicates
internal import Formats
package import Ledger
package import Pipeline
internal import State
internal import Storage

extension Explanation {
  /// What winnow made of an article, read again with every step recorded, as it was read when it was
  /// decided about: with the state's settings, its sidecars, and what its source was known to repeat.
  ///
  /// Without the steps where the original is gone.
  package init(
    of row: ArticleRow, in catalogue: Catalogue, originals: OriginalBytes,
    settings: PipelineSettings
  ) throws {
    var sidecars: [Sidecar] = []
    if case .found(let job) = try catalogue.ledger.job(id: row.jobID) {
      sidecars = job.sidecars.compactMap { file in
        (try? originals.read(digest: file.digest, limit: 4 << 20))
          .map { Sidecar(name: file.name, bytes: $0) }
      }
    }
    let boilerplate = try catalogue.ledger.boilerplate()
      .snapshot(of: row.provenance.source, version: row.snapshotVersion)
    var scrapes = settings.scrapes
    scrapes.recordsDecisions = true
    let preview = Preview(
      files: POSIXFileSystem(), settings: scrapes, workerCount: settings.workerCount)
    let bytes = try? originals.read(digest: row.provenance.digest ?? "", limit: 256 << 20)
    let reread = bytes.flatMap {
      preview.document(
        in: $0, file: row.provenance.fileBytes, ordinal: row.ordinal, sidecars: sidecars,
        source: row.provenance.source, boilerplate: boilerplate)
    }
    try self.init(of: row, in: catalogue, reread: reread)
  }
}
