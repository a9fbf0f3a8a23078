"""A PostgreSQL database as it was before a test, without making it anew.

To create and drop one took 60 ms a test, and a connection whose caches are cold as long again. So the template brings along, in
a schema of its own, a copy of every table that holds something, and a function that empties all tables and fills those
again. It refuses when a test changed more than rows; then, and now and then anyhow, the database is made anew.
"""

from sqlalchemy import Connection, Engine, event, text

KEPT = """
create schema kept;
create table kept.since (xid bigint not null);
create table kept.changed (what text not null);
create function kept.note() returns event_trigger language plpgsql as
    $$ begin insert into kept.changed values (tg_tag); end $$;
"""
WATCH = "create event trigger kept_note on ddl_command_end execute function kept.note()"
RESTORE = """
create function kept.restore(ours int[]) returns boolean language plpgsql set session_replication_role to replica as $$
declare began bigint := (select xid from kept.since);
begin
    perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> all (ours);
    if exists (select from kept.changed) then return false; end if;
    {steps}
    update kept.since set xid = pg_current_xact_id()::text::bigint;
    return true;
end $$
"""
EMPTY = "delete from public.{table};"
# every change of a row makes a new one that knows by whom: `xmin`
FILL = """
if (select count(*) from public.{table}) <> {rows} or exists (select from public.{table} where xmin::text::bigint > began) then
    delete from public.{table};
    insert into public.{table} overriding system value select * from kept.{table};
end if;
"""
COUNT_ON = "perform setval('public.{name}', {value}, {used});"


def watch(engine: Engine) -> None:
    """Make `kept` in this database, which nothing changes any more from here on."""
    with engine.begin() as connection:
        connection.execute(text(KEPT))
        steps = [_step(connection, table) for table in _names(connection, "r")]
        steps += [_sequence(connection, name) for name in _names(connection, "S")]
        connection.exec_driver_sql(RESTORE.format(steps="\n".join(steps)))
        connection.execute(text("insert into kept.since select pg_current_xact_id()::text::bigint"))
        connection.execute(text(WATCH))


def _names(connection: Connection, kind: str) -> list[str]:
    said = "select relname from pg_class where relkind = :kind and relnamespace = 'public'::regnamespace order by 1"
    return list(connection.scalars(text(said), {"kind": kind}))


def _step(connection: Connection, table: str) -> str:
    rows = connection.scalar(text(f"select count(*) from public.{table}"))
    if not rows:
        return EMPTY.format(table=table)
    connection.execute(text(f"create table kept.{table} as table public.{table}"))
    return FILL.format(table=table, rows=rows)


def _sequence(connection: Connection, name: str) -> str:
    value, used = connection.execute(text(f"select last_value, is_called from public.{name}")).one()
    return COUNT_ON.format(name=name, value=value, used=used)


class Kept:
    """One test database: its engine, whose connections stay open from test to test, and how often it was restored."""

    MOST = 40  # deleted rows stay in the files until then

    def __init__(self, engine: Engine) -> None:
        self.engine, self.times = engine, self.MOST
        event.listen(engine, "connect", self._remember)
        self.ours: set[int] = set()

    def _remember(self, raw: object, _record: object) -> None:
        self.ours.add(raw.info.backend_pid)  # type: ignore[attr-defined]

    def restored(self) -> bool:
        """Whether the database is as it was in the beginning; else it has to be made anew, and nothing of ours is open."""
        self.times += 1
        if self.times <= self.MOST and not self.engine.pool.checkedout() and self._restore():  # type: ignore[attr-defined]
            return True
        self.engine.dispose()
        self.ours.clear()
        self.times = 0
        return False

    def _restore(self) -> bool:
        with self.engine.begin() as connection:
            return bool(connection.scalar(text("select kept.restore(:ours)"), {"ours": [*self.ours]}))
