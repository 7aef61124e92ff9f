/// The kinds of call that the seam offers; also where a fault can be injected.
package enum StorageOperation: String, CaseIterable, Hashable, Sendable {
  case open
  case openFolder = "open the folder"
  case create
  case read
  case write
  case truncate
  case sync
  case syncFolder = "sync the folder"
  case status = "look at"
  case list
  case rename
  case remove
  case makeFolder = "make the folder"
  case removeFolder = "remove the folder"
  case space = "ask the free space of"
  case lock
}
