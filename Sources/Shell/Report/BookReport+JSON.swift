import Columns
import Importing
import Model
import Rendering

extension BookReport {
  /// The whole report for programs, with every item of its lists.
  var json: JSONValue {
    .object([
      (
        "rows",
        .object([
          ("read", .count(report.rowsRead)), ("accepted", .count(accepted)),
          ("refused", .count(refusals.count)),
        ])
      ),
      ("files", .list(report.files.map { json($0) })),
      ("files_left_out", .list(report.leftOut.map { .text($0) })),
      ("files_not_ours", .list(report.foreign.map { .text($0) })),
      ("columns", .list(report.files.flatMap { file in file.columns.map { json($0, of: file) } })),
      (
        "records",
        .list(
          counts.map {
            .object([
              ("collection", .text(schema[$0.collection].name)), ("count", .count($0.count)),
            ])
          })
      ),
      ("sums", .list(sums.flatMap { json($0) })),
      (
        "new_parties",
        .list(newParties.flatMap { party in party.names.map { json($0, party.collection) } })
      ),
      (
        "credits_settling_named",
        .object(
          creditsSettlingNamed.sorted { $0.key.index < $1.key.index }.map {
            (schema[$0.key].name, .count($0.value))
          })
      ),
      ("near_parties", .list(nearParties.flatMap { json($0) })),
      ("refusals", .list(refusals.map { json($0) })),
    ])
  }

  private func json(_ file: FileReport) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("file", .text(file.name)), ("collection", .text(schema[file.collection].name)),
      ("rows", .count(file.rowsRead)), ("accepted", .count(file.accepted)),
      ("refused", .count(file.refused)),
    ]
    if !file.notes.isEmpty { members.append(("notes", .list(file.notes.map { .text($0) }))) }
    return .object(members)
  }

  private func json(_ column: ColumnReport, of file: FileReport) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("file", .text(file.name)), ("heading", .text(column.heading)),
      ("collection", .text(schema[column.collection].name)),
    ]
    switch column.use {
    case .field(let name): members += [("use", .text("field")), ("name", .text(name))]
    case .settledDay: members.append(("use", .text("settled")))
    case .status: members += [("use", .text("status")), ("name", .text("file_status"))]
    case .extra(let name, let type):
      members += [("use", .text("kept")), ("name", .text(name)), ("type", .text(type.phrase))]
    case .currencyOfAmount: members.append(("use", .text("currency_of_amount")))
    case .workedOut: members.append(("use", .text("worked_out")))
    case .ignored: members.append(("use", .text("left_out")))
    }
    if let order = column.dateOrder { members.append(("dates", .text(order.rawValue))) }
    if let mark = column.decimalMark { members.append(("decimal", .text(mark.rawValue))) }
    switch column.proof {
    case .onlySo(let text)?: members.append(("proof", .text(text)))
    case .eitherWay(let text)?: members.append(("either_way", .text(text)))
    case .neverSo(let text)?: members.append(("never_so", .text(text)))
    case nil: break
    }
    if !column.notes.isEmpty { members.append(("notes", .list(column.notes.map { .text($0) }))) }
    return .object(members)
  }

  private func json(_ sum: Sum) -> [JSONValue] {
    sum.amounts.map { money in
      .object([
        ("collection", .text(schema[sum.collection].name)), ("field", .text(sum.field)),
        ("currency", .text(money.currency.text)),
        ("amount", .text(money.amount.text(places: money.currency.exponent))),
      ])
    }
  }

  private func json(_ name: String, _ collection: CollectionID) -> JSONValue {
    .object([("collection", .text(schema[collection].name)), ("name", .text(name))])
  }

  private func json(_ near: NearParties) -> [JSONValue] {
    near.pairs.map { pair in
      .object([
        ("collection", .text(schema[near.collection].name)),
        ("names", .list([.text(pair.first), .text(pair.second)])),
      ])
    }
  }

  private func json(_ refusal: Refusal) -> JSONValue {
    .object([
      ("file", .text(refusal.file)), ("line", .count(refusal.line)),
      ("column", .count(refusal.column)), ("heading", .text(refusal.heading)),
      ("text", .text(refusal.text)), ("reason", .text(refusal.reason)),
    ])
  }
}
