internal import Archive
internal import Formats
internal import Ledger
internal import State

/// Repeats what a rerun recorded and a crash kept from ledger or index: the articles are read again, as
/// this version reads them.
struct RerunReplay {
  let state: StateDirectory
  let settings: ScrapeSettings

  /// What becomes of the articles. One whose original is gone since stays as the ledger has it, and the
  /// index is told so.
  func amendments(for rereads: [Reread]) throws -> [Amendment] {
    guard !rereads.isEmpty else { return [] }
    var cutter = RecordCutter(
      ledger: state.ledger, originals: ArchivedOriginals(state.originals), settings: settings)
    var amendments: [Amendment] = []
    for reread in rereads {
      let rereading = Rereading(
        stage: reread.stage, originals: ArchivedOriginals(state.originals), settings: settings,
        boilerplate: { [state] in state.boilerplate.snapshot(of: $0, version: $1) })
      for number in reread.numbers {
        guard let row = try state.ledger.article(number) else { continue }
        do {
          let cut = try cutter.cut(row)
          amendments.append(
            try rereading.change(of: row, from: cut)?.amendment ?? Amendment(unchanged: row))
        } catch is RereadObstacle {
          amendments.append(Amendment(unchanged: row))
        }
      }
    }
    return amendments
  }
}

extension Amendment {
  /// The article as it stands.
  fileprivate init(unchanged row: ArticleRow) {
    self.init(
      number: row.number, article: row.article, provenance: row.provenance,
      storyTime: row.storyTime)
  }
}
