internal import Formats
internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// Reads a page's article from its original with all the sidecars that it has by now, so that it says what
/// it would say had they come together.
struct JoinedReading: Sendable {
  let settings: ScrapeSettings
  /// The bytes of a digest, at most so many; throws `OriginalLoss`.
  let bytes: @Sendable (_ digest: String, _ limit: Int) throws -> [UInt8]
  /// What a source was known to repeat at a version.
  let boilerplate: @Sendable (_ source: String?, _ version: UInt64) -> BoilerplateSnapshot

  /// What becomes of the article `row` of the page `page`; its decision stays.
  func amendment(of row: ArticleRow, _ page: JobRow) throws -> Amendment {
    var article = row.article
    var provenance = row.provenance
    var storyTime = row.storyTime
    do {
      let sidecars = try page.sidecars.map { file in
        Sidecar(name: file.name, bytes: try bytes(file.digest, SidecarPairing.byteLimit))
      }
      let (record, refusal) = try read(
        page, with: sidecars, boilerplate(page.source, row.snapshotVersion))
      if refusal == nil, let record, let fresh = record.article {
        (article, provenance, storyTime) = (fresh, record.provenance, record.storyTime)
        provenance.takeFile(of: row.provenance)
      } else {
        // What was decided stays, also when the sidecar says that it was an error page.
        provenance.sidecar = record?.provenance.sidecar
        provenance.httpStatus = record?.provenance.httpStatus
      }
    } catch let error as OriginalLoss {
      provenance.notes.append("sidecar-not-read: \(error.digest)")
    }
    return Amendment(
      number: row.number, article: article, provenance: provenance, storyTime: storyTime)
  }

  private func read(
    _ page: JobRow, with sidecars: [Sidecar], _ boilerplate: BoilerplateSnapshot
  ) throws -> (record: PreparedRecord?, refusal: Refusal?) {
    let bytes = try bytes(page.digest ?? "", 1 << 31)
    let input = ScrapeInput(
      source: MemorySource(bytes), name: page.file, sidecars: sidecars, sourceName: page.source)
    do {
      var reading = try FileReading(input, settings: settings)
      let record = try reading.record(1, boilerplate: boilerplate)
      return (record, record == nil ? .empty : record?.refusal)
    } catch let refusal as Refusal {
      return (nil, refusal)
    }
  }
}

extension Provenance {
  /// Takes over what is known of the file itself, which no reading changes.
  mutating func takeFile(of other: Provenance) {
    fileBytes = other.fileBytes
    digest = other.digest
    size = other.size
    modificationTime = other.modificationTime
    source = other.source
  }
}
