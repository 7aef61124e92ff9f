/// The cheapest way to give every node but the root one parent, without circles: Edmonds' algorithm
/// (Chu and Liu 1965, Edmonds 1967). Time grows with nodes times edges.
enum Arborescence {
  /// A possible parent of a node.
  struct Edge {
    var from: Int
    var to: Int
    var cost: Double
  }

  /// The indices of the edges that are taken; of equal ones the first. Every node must be within reach
  /// of `root`.
  static func cheapest(nodeCount: Int, root: Int, _ edges: [Edge]) -> [Int] {
    var entering = [Int](repeating: -1, count: nodeCount)
    for (index, edge) in edges.enumerated() where edge.to != root && edge.from != edge.to {
      let best = entering[edge.to]
      if best < 0 || edge.cost < edges[best].cost { entering[edge.to] = index }
    }
    let (group, groupCount, hasCircle) = groups(nodeCount, root, edges, entering)
    guard hasCircle else { return entering.filter { $0 >= 0 } }
    var contracted: [Edge] = []
    var origins: [Int] = []
    for (index, edge) in edges.enumerated()
    where group[edge.from] != group[edge.to] && edge.to != root {
      let best = entering[edge.to]
      contracted.append(
        Edge(
          from: group[edge.from], to: group[edge.to],
          cost: edge.cost - (best >= 0 ? edges[best].cost : 0)))
      origins.append(index)
    }
    var taken = entering
    for index in cheapest(nodeCount: groupCount, root: group[root], contracted) {
      let edge = origins[index]
      taken[edges[edge].to] = edge
    }
    return taken.filter { $0 >= 0 }
  }

  /// The circles among the cheapest entering edges become groups; every other node is one of its own.
  private static func groups(
    _ nodeCount: Int, _ root: Int, _ edges: [Edge], _ entering: [Int]
  ) -> (group: [Int], count: Int, hasCircle: Bool) {
    var group = [Int](repeating: -1, count: nodeCount)
    var visitor = [Int](repeating: -1, count: nodeCount)
    var count = 0
    var hasCircle = false
    for start in 0..<nodeCount {
      var node = start
      while node != root, visitor[node] < 0, entering[node] >= 0 {
        visitor[node] = start
        node = edges[entering[node]].from
      }
      guard node != root, visitor[node] == start, group[node] < 0, entering[node] >= 0 else {
        continue
      }
      hasCircle = true
      var member = node
      repeat {
        group[member] = count
        member = edges[entering[member]].from
      } while member != node
      count += 1
    }
    for node in 0..<nodeCount where group[node] < 0 {
      group[node] = count
      count += 1
    }
    return (group, count, hasCircle)
  }
}
