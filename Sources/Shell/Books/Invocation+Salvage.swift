import Accounting
import Diagnostics
import Model
import Rendering
import Storage

extension Invocation {
  /// Makes a book of what can be read of a damaged one, and tells what is lost; the exit code.
  package func salvage(into folder: String) -> Int32 {
    conclude { () throws(Diagnostic) in
      let salvage = try StoredBook.salvage(paths.first ?? "", at: folder)
      let report = SalvageReport(salvage)
      let lines = report.lines + ["kept in \(folder), with \(report.kept)"]
      return (lines, salvage.isComplete ? .success : .unreadableBook)
    }
  }
}

extension StoredBook {
  /// Makes a book of what can be read of another.
  static func salvage(_ damaged: String, at path: String) throws(Diagnostic) -> BookSalvage {
    if isBook(path) { throw .bookExists(path) }
    let source = try disk(damaged)
    let salvage: BookSalvage
    do throws(BookSalvage.Fault) {
      salvage = try BookSalvage(from: source)
    } catch {
      throw .nothingToSalvage(damaged, error)
    }
    let disk = try disk(path, creating: true)
    do throws(BookFolder.SaveFailure) {
      try salvage.write(to: disk, store: .random())
    } catch {
      throw .bookNotWritten(path, error)
    }
    return salvage
  }
}

/// What is told of a book that was put together from what could be read.
private struct SalvageReport {
  private let salvage: BookSalvage
  private let telling: EventText
  private var schema: Schema { salvage.view.schema }
  /// Stretches of records that are told of one field.
  private static let toldStretches = 5

  init(_ salvage: BookSalvage) {
    self.salvage = salvage
    telling = EventText(BookView(salvage.view))
  }

  var lines: [String] {
    if salvage.damage.isEmpty, salvage.isComplete { return ["the book is as it was written"] }
    let lost = values + records + (salvage.lostEvents.isEmpty ? [] : [events])
    return salvage.damage.map { "damaged: \($0)" }
      + (lost.isEmpty ? ["nothing is lost"] : lost.map { "lost: \($0)" })
  }

  /// `5,452 records and 1 change`.
  var kept: String {
    let collections = schema.collections.indices.map { CollectionID(index: $0) }
      .filter { !schema[$0].isDerived }
    let count = collections.reduce(0) {
      let gone = salvage.view.log.removed[$1]?.count ?? 0
      return $0 + salvage.view.rowCount(of: $1) - gone
    }
    let changes = salvage.view.log.events.count
    return "\(BookSummary.grouped(count)) \(count == 1 ? "record" : "records")"
      + " and \(BookSummary.grouped(changes)) \(changes == 1 ? "change" : "changes")"
  }

  /// `12 of invoices, invoice INV-1 to invoice INV-12: date, due`; a line for each set of records.
  private var values: [String] {
    let fields = salvage.lostValues.sorted { a, b in
      (a.key.collection.index, a.key.index) < (b.key.collection.index, b.key.index)
    }
    var groups: [(collection: CollectionID, rows: [RowIndex], fields: [String])] = []
    for (field, rows) in fields {
      if let last = groups.last, last.collection == field.collection, last.rows == rows {
        groups[groups.count - 1].fields.append(schema[field].name)
      } else {
        groups.append((field.collection, rows, [schema[field].name]))
      }
    }
    return groups.map { group in
      let stretches = SalvageReport.stretches(of: group.rows)
      let told = stretches.prefix(SalvageReport.toldStretches).map {
        text(of: $0, group.collection)
      }.joined(separator: "; ")
      let more = stretches.count - SalvageReport.toldStretches
      let name = schema[group.collection].name
      return "\(BookSummary.grouped(group.rows.count)) of \(name), \(told)"
        + (more > 0 ? "; and \(more) more" : "") + ": \(group.fields.joined(separator: ", "))"
    }
  }

  private func text(of rows: ClosedRange<RowIndex>, _ collection: CollectionID) -> String {
    let first = telling.called(RecordID(collection, rows.lowerBound))
    if rows.count == 1 { return first }
    return "\(first) to \(telling.called(RecordID(collection, rows.upperBound)))"
  }

  private static func stretches(of rows: [RowIndex]) -> [ClosedRange<RowIndex>] {
    var stretches: [ClosedRange<RowIndex>] = []
    for row in rows {
      if let last = stretches.last, last.upperBound + 1 == row {
        stretches[stretches.count - 1] = last.lowerBound...row
      } else {
        stretches.append(row...row)
      }
    }
    return stretches
  }

  private var records: [String] {
    salvage.lostRecords.sorted { $0.key.index < $1.key.index }.map { collection, count in
      "\(BookSummary.counted(count, schema[collection])) that lost events had added"
    }
  }

  private var events: String {
    let stretches = SalvageReport.stretches(of: salvage.lostEvents.map { RowIndex($0) })
    let told = stretches.map {
      $0.count == 1 ? "E\($0.lowerBound)" : "E\($0.lowerBound) to E\($0.upperBound)"
    }.joined(separator: ", ")
    return salvage.lostEvents.count == 1
      ? "event \(told), and what it took back is there again"
      : "events \(told), and what they took back is there again"
  }
}
