package import Model

/// Decides, one document after another, what each is a copy, a digest or a part of, and to which
/// story it belongs.
///
/// The state depends only on the documents and decisions given so far, in order: `decide` judges and
/// then calls `insert`, and a replay that calls `insert` with recorded decisions ends in the same
/// state. Used by one task at a time; holds at most `CopyIndexOptions.hotDocumentLimit` documents.
package final class CopyIndex {
  /// What the index was made with.
  package let options: CopyIndexOptions
  var window: HotWindow
  var postings: BucketTable
  var texts: BucketTable
  var digests: BucketTable
  var frequencies: FrequencySketch
  var comparer = Comparer()
  var hits = ScratchTable<UInt32>(zero: 0, capacity: 2048)
  var stories: StoryIndex
  private var lastVector: (number: DecisionNumber, vector: TermVector)?
  /// What was found when the last document was judged.
  var lastPlacement: (number: DecisionNumber, placement: StoryIndex.Placement)?
  /// Articles that changed their story since it was last asked, in order.
  private var moves: [StoryMove] = []
  /// Up to here stories were looked at again before: what is put back need not be compared.
  private var reviewedThrough = DecisionNumber(0)
  var clusters: [DecisionNumber: ClusterState] = [:]
  private var learner: BoilerplateLearner
  /// What was learned of sources since it was last taken, in order.
  private var learned: [LearnedLines] = []
  let cold: (any ColdSignatures)?
  /// What went wrong when the disk was asked; a decision given since must not be recorded.
  package internal(set) var coldFailure: (any Error)?

  /// An empty index. `cold` finds documents that have left the window; `library` is what was learned
  /// of sources before.
  package init(
    options: CopyIndexOptions = CopyIndexOptions(), cold: (any ColdSignatures)? = nil,
    library: BoilerplateLibrary = BoilerplateLibrary()
  ) {
    self.options = options
    learner = BoilerplateLearner(library)
    self.cold = cold
    let capacity = min(4096, options.hotCapacity)
    window = HotWindow(capacity: capacity)
    stories = StoryIndex(options: options)
    (postings, texts, digests) = Self.tables(capacity: capacity, options: options)
    frequencies = FrequencySketch(documentCount: capacity)
  }

  /// Judges a document against all earlier ones, takes it in, and says what was decided.
  package func decide(_ document: SignedDocument) -> CopyDecision {
    let decision = judge(document)
    insert(document, decision: decision, story: decision.story, learns: true)
    if document.number.rawValue % options.storyReviewInterval == 0 { reviewStories() }
    return decision
  }

  /// Takes in a document whose decision is known: on replay and when the window is restored.
  ///
  /// `story`: The story that it is in now; nil for the one that was decided on arrival.
  package func insert(
    _ document: SignedDocument, decision: CopyDecision, story: DecisionNumber? = nil
  ) {
    insert(document, decision: decision, story: story ?? decision.story, learns: false)
  }

  /// Says that documents up to `last` are about to be put back, so that the stories of those before the
  /// last fixed point need not be prepared for another look.
  package func willRestore(through last: DecisionNumber) {
    reviewedThrough = DecisionNumber(last.rawValue - last.rawValue % options.storyReviewInterval)
  }

  /// Looks again at the stories in which articles have come since the last time: at fixed points of the
  /// order of decisions, and when a run over a list of files ends.
  package func reviewStories() {
    let found = stories.review()
    for move in found {
      if window[move.number] != nil { window.setStory(of: move.number, to: move.story) }
      clusters[move.number]?.story = move.story
    }
    moves += found
  }

  /// The articles that changed their story since this was last asked; they belong to the record of the
  /// decisions.
  package func takeMoves() -> [StoryMove] {
    defer { moves = [] }
    return moves
  }

  /// The story that an older document's cluster is in now.
  func story(of older: HotDocument) -> DecisionNumber {
    window[older.root]?.story ?? clusters[older.root]?.story ?? older.story
  }

  private func insert(
    _ document: SignedDocument, decision: CopyDecision, story: DecisionNumber, learns: Bool
  ) {
    assert(decision.copyOf.map { $0 < document.number } ?? true, "a copy is of an earlier one")
    assert(decision.story <= document.number && decision.head <= document.number)
    assert(story <= document.number, "a story is named by its first article")
    makeSpace(for: document.number)
    defer { (lastVector, lastPlacement) = (nil, nil) }
    let signature = document.signature
    var entry = HotDocument(document, decision, digest: Self.key(document.digest))
    entry.story = story
    if decision.copyOf == nil, decision.contains.isEmpty { count(signature.shingles) }
    let slot = window.append(entry, signature)
    assert(window[document.number]?.number == document.number)
    post(entry, slot: slot, shingles: signature.shingles)
    updateCluster(decision, story: story)
    if decision.contains.isEmpty, decision.copyOf == nil { addToStories(document, story: story) }
    if let source = document.source, decision.contains.isEmpty {
      let lines = learner.note(
        signature.lines, source: source, story: decision.story, learns: learns)
      if let lines { learned.append(lines) }
    }
    for digest in decision.containedBy { window.markDigest(digest) }
  }

  private func addToStories(_ document: SignedDocument, story: DecisionNumber) {
    let vector = vector(of: document)
    var neighbours: [StoryIndex.Neighbour]?
    if let lastPlacement, lastPlacement.number == document.number {
      neighbours = lastPlacement.placement.neighbours
    } else if document.number > reviewedThrough {
      neighbours = stories.match(vector, at: document.datedStoryTime).neighbours
    }
    stories.insert(
      document.signature, vector: vector, number: document.number, time: document.datedStoryTime,
      story: story, neighbours: neighbours)
  }

  /// The lines that a source has put on three unrelated articles so far.
  package func boilerplate(of source: String?) -> BoilerplateSnapshot {
    learner.library.snapshot(of: source)
  }

  /// What was learned of sources since this was last asked; it belongs to the record of the decisions.
  package func takeLearned() -> [LearnedLines] {
    defer { learned = [] }
    return learned
  }

  /// Bytes held by tables and window, about.
  package var byteCount: Int {
    window.byteCount + postings.byteCount + texts.byteCount + digests.byteCount
      + frequencies.byteCount + clusters.count * 64 + stories.byteCount
  }

  // MARK: Taking in

  /// The weights of a document's terms: made once, although judging and taking in both ask.
  func vector(of document: SignedDocument) -> TermVector {
    if let lastVector, lastVector.number == document.number { return lastVector.vector }
    let vector = stories.vector(of: document.signature)
    lastVector = (document.number, vector)
    return vector
  }

  private static func tables(
    capacity: Int, options: CopyIndexOptions
  ) -> (BucketTable, BucketTable, BucketTable) {
    let slotBits = capacity.trailingZeroBitCount
    return (
      BucketTable(count: capacity * options.postedShingleCount, slotBits: slotBits),
      BucketTable(count: capacity, slotBits: slotBits),
      BucketTable(count: capacity, slotBits: slotBits)
    )
  }

  /// First bytes of a digest as a number; 0 for none.
  static func key(_ digest: [UInt8]) -> UInt64 {
    guard digest.count >= 8 else { return 0 }
    return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func postingKey(_ shingle: UInt32) -> UInt64 {
    Mixing.mix(UInt64(shingle) &+ Mixing.golden)
  }

  /// Doubles the window until its limit, then lets the oldest documents go.
  private func makeSpace(for number: DecisionNumber) {
    precondition(number.rawValue >= window.end, "documents come in order of their numbers")
    while !window.hasSpace(for: number.rawValue) {
      if window.capacity < options.hotCapacity { grow() } else { evictOldest() }
    }
  }

  private func grow() {
    window = window.doubled()
    frequencies = FrequencySketch(documentCount: window.capacity)
    (postings, texts, digests) = Self.tables(capacity: window.capacity, options: options)
    window.forEachDocument { entry in
      var shingles: [UInt32] = []
      window.forEachShingle(entry) { shingle, _ in shingles.append(shingle) }
      if entry.root == entry.number, !entry.isDigest { count(shingles) }
      post(entry, slot: window.slot(of: entry.number.rawValue), shingles: shingles)
    }
  }

  private func evictOldest() {
    assert(window.start < window.end, "there is a document to evict")
    if let entry = window[window.slot(of: window.start)] { unpost(entry) }
    _ = window.removeFirst()
  }

  /// Has nothing find a document any more that is about to leave the window.
  func unpost(_ entry: HotDocument) {
    withdraw(entry)
    if var cluster = clusters[entry.root] {
      assert(cluster.hotMemberCount > 0, "its hot members are counted")
      cluster.hotMemberCount -= 1
      clusters[entry.root] = cluster.hotMemberCount > 0 ? cluster : nil
    }
  }

  /// Takes a document out of the tables by which it is found.
  func withdraw(_ entry: HotDocument) {
    let slot = window.slot(of: entry.number.rawValue)
    window.forEachShingle(entry) { shingle, _ in
      postings.remove(Self.postingKey(shingle), slot: slot)
    }
    texts.remove(Mixing.mix(entry.textHash), slot: slot)
    if entry.digest != 0 { digests.remove(Mixing.mix(entry.digest), slot: slot) }
  }

  func post(_ entry: HotDocument, slot: UInt32, shingles: [UInt32]) {
    texts.insert(Mixing.mix(entry.textHash), slot: slot, limit: 4)
    if entry.digest != 0 { digests.insert(Mixing.mix(entry.digest), slot: slot, limit: 2) }
    for shingle in rarest(shingles) {
      postings.insert(Self.postingKey(shingle), slot: slot, limit: 12)
    }
  }

  /// The shingles to post: rarest first, then the lowest hashes, which coarser samples hold too.
  private func rarest(_ shingles: [UInt32]) -> [UInt32] {
    // A quarter of a long one, so that each article of a digest has its part.
    let limit = max(options.postedShingleCount, shingles.count / 4)
    guard shingles.count > limit else { return shingles }
    var largest = LargestKeys(limit: limit)
    for shingle in shingles {
      let count = min(frequencies.count(Self.postingKey(shingle)), 3)
      largest.offer(~(UInt64(count) << 32 | UInt64(shingle)))
    }
    return largest.keys.map { ~UInt32(truncatingIfNeeded: $0) }
  }

  /// Counts the shingles of a document that starts a cluster.
  private func count(_ shingles: [UInt32]) {
    for shingle in shingles { frequencies.add(Self.postingKey(shingle)) }
  }

  /// Notes a copy in its cluster; a cluster of one has no state of its own.
  private func updateCluster(_ decision: CopyDecision, story: DecisionNumber) {
    guard let root = decision.copyOf else { return }
    var cluster =
      clusters[root]
      ?? ClusterState(head: root, story: story, hotMemberCount: window[root] == nil ? 0 : 1)
    cluster.head = decision.head
    cluster.hotMemberCount += 1
    assert(cluster.head >= root, "the root is the cluster's first document")
    clusters[root] = cluster
  }
}
