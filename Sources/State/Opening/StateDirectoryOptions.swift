package import DropFolder
internal import SearchIndex
package import WriteAheadLog

/// How a state is opened for work.
package struct StateDirectoryOptions: Sendable {
  package var journal = JournalOptions()
  /// Articles that a file of a new index holds; an index that is there keeps its own.
  package var sliceLength = FullTextIndex.sliceLength
  /// The journal is checkpointed when it has grown by this much.
  package var checkpointByteCount: Int64 = 48 << 20
  /// False for `winnow ingest`, which takes nothing from a spool.
  package var usesSpool = true
  package var drop = DropFolderOptions()
  /// True for the restore that makes the state, which nobody else may open before it is done.
  package var isRestoring = false
  /// The node's name, where a daemon works on its part of a cluster: the ledger follows the cluster's log.
  package var node: String?
  package var clock: any PipelineClock = SystemClock()

  package init() {}
}
