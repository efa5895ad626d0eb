"""
OpenStack Swift with its S3 API, all four servers in one process, on a folder: `s3-server.py FOLDER PORT ACCESS SECRET`.
Says `ready PORT` when it answers; started again on the same folder it has what it had.
"""
import os
import random
import sys
from time import time as clock

import eventlet
import eventlet.wsgi

eventlet.monkey_patch()

from swift.common import storage_policy, utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

folder, port, access, secret = sys.argv[1:]
parent = os.getppid()
account, user = access.split(':')
utils.HASH_PATH_SUFFIX = b'greenroom'
os.makedirs(os.path.join(folder, 'devices', 'disk'), exist_ok=True)


def listen(at=0):
    """Not where the system chooses: between a stop and a start it would give the port to somebody else."""
    for chosen in [at] if at else random.sample(range(10000, 32768), 20):
        try:
            return eventlet.listen(('127.0.0.1', chosen), reuse_port=False)
        except OSError as error:
            refused = error
    raise refused


def ring(name, at):
    """One device, one replica."""
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'id': 0, 'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': at, 'device': 'disk', 'weight': 1})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, name + '.ring.gz'))


def load(name, sections):
    path = os.path.join(folder, name + '.conf')
    with open(path, 'w') as conf:
        conf.write('[DEFAULT]\nswift_dir = %s\nlog_address = %s/log\n%s' % (folder, folder, sections))
    app = loadapp(path, allow_modify_pipeline=False)
    return lambda env, start: app({**env, 'swift.cache': memory}, start)


def serve(socket, name, sections):
    # The capitals of headers stay as the AWS SDK knows them.
    eventlet.spawn(eventlet.wsgi.server, socket, load(name, sections), utils.NullLogger(), protocol=SwiftHttpProtocol,
                   capitalize_response_headers=False, socket_timeout=60)


class Memory:
    """What Swift asks of a memcached, without one: nothing is kept longer than it says."""

    kept = {}

    def set(self, key, value, time=0, **_):
        self.kept[key] = (value, clock() + (time or 3600))

    def get(self, key, **_):
        value, until = self.kept.get(key, (None, 0))
        return value if until > clock() else None

    def delete(self, key, **_):
        self.kept.pop(key, None)


storage = '''devices = %s/devices
mount_check = false
[pipeline:main]
pipeline = %s
[app:%s]
use = egg:swift#%s
'''
memory = Memory()
sockets = {name: listen() for name in ('account', 'container', 'object')}
for name, socket in sockets.items():
    ring(name, socket.getsockname()[1])
storage_policy.reload_storage_policies()
for name, socket in sockets.items():
    serve(socket, name, storage % (folder, name, name, name))

front = listen(int(port))
serve(front, 'proxy', '''[pipeline:main]
pipeline = catch_errors gatekeeper listing_formats bulk s3api tempauth slo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
auth_pipeline_check = false
[filter:tempauth]
use = egg:swift#tempauth
user_%s_%s = %s .admin
[filter:slo]
use = egg:swift#slo
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
''' % (account, user, secret))
print('ready', front.getsockname()[1], flush=True)

# Who started it may be killed.
while os.getppid() == parent:
    eventlet.sleep(1)
