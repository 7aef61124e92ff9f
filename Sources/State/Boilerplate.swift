package import NearDuplicates
internal import Synchronization

/// What was learned of sources, shared by the one who decides and adds and by those who prepare
/// articles and read.
package final class Boilerplate: Sendable {
  private let library = Mutex(BoilerplateLibrary())

  package init() {}

  /// What a source is known to repeat now, or was known to at a version.
  package func snapshot(of source: String?, version: UInt64? = nil) -> BoilerplateSnapshot {
    library.withLock { library in
      version.map { library.snapshot(of: source, version: $0) } ?? library.snapshot(of: source)
    }
  }

  /// Takes over what decisions taught about sources.
  package func add(_ learned: [LearnedLines]) {
    library.withLock { library in
      for lines in learned { library.add(lines) }
    }
  }

  /// Takes over what is on record, in the place of what was known.
  package func replace(with library: BoilerplateLibrary) { self.library.withLock { $0 = library } }
}
