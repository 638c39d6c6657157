import Accounting
import Columns
import Model
import Storage

/// The orders that documents name, and what they say of the goods that the documents bill.
struct AuditedOrders: Sendable {
  /// What the rules must know of orders.
  struct Kind: Sendable {
    let orders: CollectionID
    let lines: CollectionID
    let arrivals: CollectionID
    let arrivalLines: CollectionID
    /// The field of an order's line that says how many came or went.
    let arrived: String

    /// What customers ordered from us.
    static let ofCustomers = Kind(
      orders: .orders, lines: .orderLines, arrivals: .deliveries, arrivalLines: .deliveryLines,
      arrived: "delivered")
    /// What we ordered.
    static let ours = Kind(
      orders: .purchaseOrders, lines: .purchaseOrderLines, arrivals: .receipts,
      arrivalLines: .receiptLines, arrived: "received")
  }

  /// One item of an order, all its lines together.
  struct Good: Sendable {
    let order: RowIndex
    let item: UInt32
    /// What was agreed for one, line by line.
    var prices: [Money] = []
    /// How many were ordered; nil where a line does not say.
    var quantity: Decimal? = .zero
  }

  let kind: Kind
  let reader: FieldReader
  let lines: FieldReader
  /// By document: the row of its order, where it names one of its party.
  let named: [RowIndex]
  private(set) var goods: [Good] = []
  /// By order and item: the place among `goods`.
  private var places: [UInt64: Int] = [:]
  private let items: TextVector
  /// Our own numbers of the orders, and the buyers'.
  private let numbers: TextVector
  private let references: TextVector

  /// The orders of a book that documents name; nil where the book has no orders.
  init?(_ kind: Kind, of documents: FieldReader, party: String) {
    reader = FieldReader(documents.view, kind.orders, asOf: documents.day)
    guard !reader.all.isEmpty else { return nil }
    self.kind = kind
    lines = FieldReader(documents.view, kind.lines, asOf: documents.day)
    named = AuditedOrders.orders(in: reader, namedBy: documents, party: party)
    items = lines.text("item")
    (numbers, references) = (reader.text("number"), reader.text("po"))
    collectGoods()
  }

  /// What a clerk calls an order.
  func number(of order: RowIndex) -> String {
    numbers.string(order) ?? references.string(order) ?? "its order"
  }

  /// What a clerk calls an item.
  func name(of good: Good) -> String { Text(items.dictionary[good.item]).string }

  /// By line of the documents: the place of what it bills among `goods`; nil where its order does
  /// not have it.
  func places(of lines: AuditedLines) -> [Int?] { places(of: lines, on: named) }

  /// The same where the order of each document is given.
  func places(of lines: AuditedLines, on orders: [RowIndex]) -> [Int?] {
    let codes = lines.reader.text("item")
    let ours = translation(of: codes)
    var places = [Int?](repeating: nil, count: codes.codes.count)
    for row in lines.rows {
      places[Int(row)] = place(
        of: codes.codes[Int(row)], ours, on: orders[Int(lines.documents[Int(row)])])
    }
    return places
  }

  /// By good: how many came and stayed, as the lines of deliveries tell, else those of the order.
  ///
  /// Nil where neither tells anything of the order.
  func arrived() -> [Decimal?] {
    var (sums, isTold) = delivered()
    let arrived = lines.number(kind.arrived)
    let rejected = lines.hasField("rejected") ? lines.number("rejected") : nil
    let orders = lines.records("document")
    for row in lines.all where orders[Int(row)] >= 0 && !isTold[Int(orders[Int(row)])] {
      guard let count = arrived.decimal(row),
        let place = places[key(orders[Int(row)], items.codes[Int(row)])]
      else { continue }
      let kept = count.subtracting(rejected?.decimal(row) ?? .zero)
      sums[place] = kept.flatMap { (sums[place] ?? .zero).adding($0) }
    }
    for (place, good) in goods.enumerated() where isTold[Int(good.order)] {
      sums[place] = sums[place] ?? .zero
    }
    return sums
  }

  /// What the lines of deliveries until the day tell: by good how many stayed, and by order whether
  /// there are any.
  private func delivered() -> (sums: [Decimal?], isTold: [Bool]) {
    var sums = [Decimal?](repeating: nil, count: goods.count)
    var isTold = [Bool](repeating: false, count: reader.all.count)
    let arrivals = FieldReader(reader.view, kind.arrivals, asOf: reader.day).days("date")
    let theirs = FieldReader(reader.view, kind.arrivalLines, asOf: reader.day)
    let (deliveries, orders) = (theirs.records("document"), theirs.records("order"))
    let orderLines = theirs.records("order_line")
    let (counts, rejected) = (theirs.number("quantity"), theirs.number("rejected"))
    let codes = theirs.text("item")
    let ours = translation(of: codes)
    for row in theirs.all where orders[Int(row)] >= 0 {
      let delivery = deliveries[Int(row)]
      if delivery >= 0, arrivals[Int(delivery)] > reader.day.day { continue }
      isTold[Int(orders[Int(row)])] = true
      let line = orderLines[Int(row)]
      let found =
        line >= 0
        ? places[key(orders[Int(row)], items.codes[Int(line)])]
        : place(of: codes.codes[Int(row)], ours, on: orders[Int(row)])
      guard let found, let count = counts.decimal(row),
        let kept = count.subtracting(rejected.decimal(row) ?? .zero)
      else { continue }
      sums[found] = (sums[found] ?? .zero).adding(kept)
    }
    return (sums, isTold)
  }

  private func place(of code: UInt32, _ ours: [UInt32?], on order: RowIndex) -> Int? {
    guard order >= 0, code != Missing.text, let item = ours[Int(code)] else { return nil }
    return places[key(order, item)]
  }

  /// By code of another column's items: the code that the orders' lines have for it.
  private func translation(of codes: TextVector) -> [UInt32?] {
    (0..<UInt32(codes.dictionary.count)).map { items.dictionary.code(of: codes.dictionary[$0]) }
  }

  private func key(_ order: RowIndex, _ item: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: order)) << 32 | UInt64(item)
  }

  private mutating func collectGoods() {
    let orders = lines.records("document")
    let (prices, quantities) = (lines.money("unit_price"), lines.number("quantity"))
    places.reserveCapacity(lines.all.count)
    for row in lines.all where orders[Int(row)] >= 0 && items.codes[Int(row)] != Missing.text {
      let (order, item) = (orders[Int(row)], items.codes[Int(row)])
      let key = key(order, item)
      let place = places[key] ?? goods.count
      if place == goods.count {
        places[key] = place
        goods.append(Good(order: order, item: item))
      }
      if let price = prices.money(row) { goods[place].prices.append(price) }
      goods[place].quantity = goods[place].quantity.flatMap { sum in
        quantities.decimal(row).flatMap { sum.adding($0) }
      }
    }
  }

  /// By text: the orders that have it for their number, all texts at once.
  private static func numbered(
    _ orders: FieldReader, as texts: TextDictionary
  ) -> [[RowIndex]] {
    var builder = TextDictionaryBuilder()
    let keys = (0..<UInt32(texts.count)).map { builder.intern(TextFolding.folded(texts[$0])) }
    let folded = builder.finish()
    var rows = [[RowIndex]](repeating: [], count: folded.count)
    let numbers = orders.text("number")
    let keyOfCode = (0..<UInt32(numbers.dictionary.count)).map {
      folded.code(of: TextFolding.folded(numbers.dictionary[$0]))
    }
    for row in orders.all where numbers.codes[Int(row)] != Missing.text {
      guard let key = keyOfCode[Int(numbers.codes[Int(row)])],
        orders.view.isKnown(row, of: orders.collection)
      else { continue }
      rows[Int(key)].append(row)
    }
    return keys.map { rows[Int($0)] }
  }

  /// By document: the one order of its party that has the number which it names, the buyer's or
  /// ours.
  private static func orders(
    in orders: FieldReader, namedBy documents: FieldReader, party: String
  ) -> [RowIndex] {
    let named = documents.text("po")
    let (parties, theirParties) = (documents.records(party), orders.records(party))
    let theirs = orders.text("po")
    var rows = [[RowIndex]](repeating: [], count: theirs.dictionary.count)
    for row in orders.all where theirs.codes[Int(row)] != Missing.text {
      rows[Int(theirs.codes[Int(row)])].append(row)
    }
    let ours = numbered(orders, as: named.dictionary)
    let candidates = (0..<UInt32(named.dictionary.count)).map { code in
      theirs.dictionary.code(of: named.dictionary[code]).map { rows[Int($0)] } ?? ours[Int(code)]
    }
    return documents.all.map { row in
      guard named.codes[Int(row)] != Missing.text else { return .missing }
      let found = candidates[Int(named.codes[Int(row)])].filter {
        theirParties[Int($0)] == parties[Int(row)]
      }
      return found.count == 1 ? found[0] : .missing
    }
  }
}
