"""OpenStack Swift with its S3 API, all servers in one process: the object store of the tests. Says on which port it listens, and ends with its standard input."""

import array
import json
import os
import sys

import eventlet

eventlet.monkey_patch()
os.fsync = os.fdatasync = lambda descriptor: None  # nothing of it is needed after a crash

from eventlet import wsgi
from swift.account.server import AccountController
from swift.common import db, utils
from swift.common.ring import RingData
from swift.common.wsgi import loadapp
from swift.container.server import ContainerController
from swift.obj.server import ObjectController

# Among servers of one process nobody is given up: a busy machine only makes them wait. Above all, whoever is told that an object is there must find it in the list.
PATIENCE = 600

PROXY = """
[DEFAULT]
swift_dir = {folder}
log_level = ERROR

[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats s3api tempauth bulk slo dlo versioned_writes symlink copy proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
conn_timeout = {patience}
node_timeout = {patience}
client_timeout = {patience}
error_suppression_limit = 1000000

[filter:s3api]
use = egg:swift#s3api
location = us-east-1
allow_multipart_uploads = true

[filter:tempauth]
use = egg:swift#tempauth
user_minutes_publisher = secret .admin

[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true

[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:symlink]
use = egg:swift#symlink
[filter:copy]
use = egg:swift#copy
"""


class Memory:
    """What Swift keeps in a memcached otherwise; what changes it deletes by itself."""

    def __init__(self):
        self.values = {}

    def get(self, key, **_):
        return json.loads(self.values[key]) if key in self.values else None

    def set(self, key, value, **_):
        self.values[key] = json.dumps(value)

    def delete(self, key, **_):
        self.values.pop(key, None)

    def incr(self, key, **_):
        return 1

    def decr(self, key, **_):
        return 0


class FreshContainers(ContainerController):
    """Waits for what is still being written into a list, and gives no stale one."""

    def _get_container_broker(self, *place, **options):
        return super()._get_container_broker(*place, **{**options, "pending_timeout": PATIENCE, "stale_reads_ok": False})


connect = db.get_db_connection


def connect_fast(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


db.get_db_connection = connect_fast


def serve(app):
    socket = eventlet.listen(("127.0.0.1", 0))
    eventlet.spawn(wsgi.server, socket, app, open(os.devnull, "w"), log_output=False)
    return socket.getsockname()[1]


def main(folder):
    utils.HASH_PATH_SUFFIX = b"tests"
    os.makedirs(os.path.join(folder, "disk"))
    conf = {"devices": folder, "swift_dir": folder, "mount_check": "false", "allowed_sync_hosts": "127.0.0.1", "bind_ip": "127.0.0.1"}
    conf.update(dict.fromkeys(["conn_timeout", "node_timeout", "client_timeout", "container_update_timeout"], str(PATIENCE)))
    servers = {"account": AccountController, "container": FreshContainers, "object": ObjectController}
    for name, server in servers.items():
        device = {"id": 0, "zone": 0, "region": 0, "device": "disk", "ip": "127.0.0.1", "port": serve(server(conf, utils.get_logger({"log_level": "ERROR"}, name)))}
        RingData([array.array("H", [0, 0])], [device], 31).save(os.path.join(folder, name + ".ring.gz"))
    file = os.path.join(folder, "proxy.conf")
    with open(file, "w") as conf:
        conf.write(PROXY.format(folder=folder, patience=PATIENCE))
    proxy = loadapp(file)
    cache = Memory()

    def app(environment, start):
        environment["swift.cache"] = cache
        return proxy(environment, start)

    print(serve(app), flush=True)
    eventlet.tpool.execute(sys.stdin.buffer.raw.read)


main(sys.argv[1])
