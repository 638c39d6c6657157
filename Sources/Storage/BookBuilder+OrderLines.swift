import Columns
import Model

extension BookBuilder {
  /// Goods that came or went, their lines, and the orders with theirs.
  private static let arrivals:
    [(
      documents: CollectionID, lines: CollectionID, orders: CollectionID,
      orderLines: CollectionID, party: String
    )] = [
      (.receipts, .receiptLines, .purchaseOrders, .purchaseOrderLines, "vendor"),
      (.deliveries, .deliveryLines, .orders, .orderLines, "customer"),
    ]

  /// Turns the numbers of order lines into links, and lets goods take from orders what their own
  /// files leave out: the party of a delivery, the order of its lines.
  ///
  /// A line of goods that names a line which its order does not have is refused.
  mutating func resolveOrderLines() {
    for kind in BookBuilder.arrivals {
      inherit(kind.party, of: kind.documents, from: "order")
      inherit("order", of: kind.lines, from: "document")
      guard case .text(let codes, let numbers)? = column("order_line", of: kind.lines) else {
        continue
      }
      let lines = OrderLines(self, kind.orderLines)
      let orders = rows("order", of: kind.lines)
      var kept: [RowIndex] = []
      let found = codes.indices.map { row -> RowIndex in
        guard codes[row] != Missing.text else {
          kept.append(RowIndex(row))
          return .missing
        }
        let text = numbers[codes[row]]
        let (line, reason) = lines.row(of: Text(text).string, in: orders[row])
        if let reason {
          refuse(
            row, of: kind.lines, field: "order_line", text: Text(text).string, reason: reason)
        } else {
          kept.append(RowIndex(row))
        }
        return line
      }
      set("order_line", of: kind.lines, to: .record(kind.orderLines, found))
      keep(kept, of: kind.lines)
    }
  }

  /// Fills a missing link with that of the record which another link leads to.
  private mutating func inherit(
    _ name: String, of collection: CollectionID, from link: String
  ) {
    guard tables[collection.index].rowCount > 0,
      case .record(let source, let sources)? = column(link, of: collection),
      case .record(let target, let theirs)? = column(name, of: source)
    else { return }
    let own = rows(name, of: collection)
    let filled = zip(own, sources).map { row, source in
      row < 0 && source >= 0 ? theirs[Int(source)] : row
    }
    set(name, of: collection, to: .record(target, filled))
  }

  /// Where a link leads from each row; nowhere where no file has it.
  func rows(_ link: String, of collection: CollectionID) -> [RowIndex] {
    if case .record(_, let rows)? = column(link, of: collection) { return rows }
    return [RowIndex](repeating: .missing, count: tables[collection.index].rowCount)
  }
}

/// The lines of orders by order and number.
private struct OrderLines {
  private struct Key: Hashable {
    let order: RowIndex
    let line: Int64
  }

  private var rows: [Key: [RowIndex]] = [:]
  private let scale: Int

  init(_ builder: BookBuilder, _ lines: CollectionID) {
    guard case .number(let numbers, let scale)? = builder.column("line", of: lines),
      case .record(_, let orders)? = builder.column("document", of: lines)
    else {
      scale = 0
      return
    }
    self.scale = scale
    for (row, order) in orders.enumerated() where order >= 0 && numbers[row] != Missing.stored {
      rows[Key(order: order, line: numbers[row]), default: []].append(RowIndex(row))
    }
  }

  /// The line of an order with a number, or why there is none.
  func row(of text: String, in order: RowIndex) -> (row: RowIndex, reason: String?) {
    guard order >= 0 else { return (.missing, "it names no order") }
    guard let number = Decimal(text),
      let wide = number.coefficient(atScale: scale), let line = Int64(exactly: wide),
      let found = rows[Key(order: order, line: line)], let first = found.first
    else { return (.missing, "the order has no line of that number") }
    return found.count == 1
      ? (first, nil) : (.missing, "\(found.count) lines of the order have that number")
  }
}
