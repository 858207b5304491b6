#!/bin/bash
# build.sh DIRECTORY: what a Xen 4.17 host boots (xen, vmlinuz, initrd.img, root.img) and the key to it (id), made of
# this Debian 12's own package sources. dom0 is Debian's, with libvirtd (libxl) on port 16509 without authentication and
# sshd; a PV and PVH guest's kernel and initrd are in its /srv/guest. It wants root, and about 700 MB and 75 s.
set -euo pipefail
cd "$1"
root=$PWD/root
sources=/etc/apt/sources.list.d/debian.sources
[ -e "$sources" ] || sources=/etc/apt/sources.list

packages=systemd-sysv,udev,dbus,kmod,iproute2,procps,initramfs-tools,linux-image-amd64,xen-hypervisor-4.17-amd64
packages+=,xen-utils-4.17,xen-utils-common,libvirt-daemon-system,libvirt-daemon-driver-xen,libvirt-clients
packages+=,openssh-server,busybox-static,cpio,zstd,dnsmasq-base,iptables,qemu-system-xen,qemu-utils,seabios
mmdebstrap --quiet --mode=root --variant=minbase --aptopt='Apt::Install-Recommends "false"' \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --include="$packages" \
  --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/usr/share/initramfs-tools/modules.d"
    echo MODULES=list >"$1/etc/initramfs-tools/conf.d/rig"
    printf "virtio_pci\nvirtio_blk\nvirtio_net\next4\n" >"$1/usr/share/initramfs-tools/modules.d/rig"' \
  bookworm "$root" "$sources"

# dom0: one address of QEMU's user network, libvirtd and sshd, and no service that only costs time.
echo xen-1 >"$root/etc/hostname"
echo '127.0.0.1 localhost xen-1' >"$root/etc/hosts"
printf '/dev/vda / ext4 defaults,noatime 0 0\nxenfs /proc/xen xenfs defaults,nofail 0 0\n' >"$root/etc/fstab"
rm -f "$root/etc/resolv.conf"
printf '[Match]\nName=eth0\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\n' >"$root/etc/systemd/network/10-eth0.network"
cat >"$root/etc/libvirt/libvirtd.conf" <<'CONF'
listen_tls = 0
auth_tcp = "none"
auth_unix_rw = "none"
log_outputs = "2:file:/var/log/libvirt/libvirtd.log"
CONF
echo 'LIBVIRTD_ARGS=""' >"$root/etc/default/libvirtd" # it goes when nobody has asked for two minutes, else
mkdir -p "$root/etc/systemd/system/libvirtd.service.d" # xenstored must be there before libxl looks for it
printf '[Unit]\nAfter=xen.service proc-xen.mount\nWants=xen.service\n' >"$root/etc/systemd/system/libvirtd.service.d/xen.conf"
mkdir -p -m 700 "$root/root/.ssh"
ssh-keygen -q -t ed25519 -N '' -C rig -f id
cp id.pub "$root/root/.ssh/authorized_keys"
chroot "$root" systemctl -q enable systemd-networkd libvirtd.service libvirtd-tcp.socket ssh.service
chroot "$root" systemctl -q mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  fstrim.timer logrotate.timer systemd-networkd-wait-online.service libvirt-guests.service e2scrub_reap.service \
  systemd-binfmt.service systemd-journal-flush.service systemd-pcrphase.service getty@tty1.service \
  xendomains.service systemd-machined.service systemd-update-utmp.service
printf 'blacklist %s\n' kvm kvm_amd kvm_intel powernow_k8 psmouse ata_piix i2c_piix4 pcspkr joydev evdev \
  >"$root/etc/modprobe.d/rig.conf"
sed -i 's/^#*Storage=.*/Storage=volatile/' "$root/etc/systemd/journald.conf"
# libvirt does not understand the emulated AMD processor under Xen: Xen hides SEP, and QEMU has no VME.
sed -i "/name='sep'/d" "$root/usr/share/libvirt/cpu_map/x86_kvm64.xml"
modules=$(echo "$root"/usr/lib/modules/*)
(cd "$modules/kernel" && rm -rf sound drivers/{gpu,media,infiniband,staging,iio,usb,bluetooth,hid,hwmon,mmc,mtd,platform} \
  drivers/net/{wireless,ethernet})
chroot "$root" depmod "$(basename "$modules")"

# The guest: Debian's kernel, unpacked as PV wants it, and busybox. It brings plugged-in CPUs online.
guest=$root/srv/guest
mkdir -p "$guest/root"/{bin,sbin,proc,sys,dev}
cp "$root/bin/busybox" "$guest/root/bin/"
cat >"$guest/root/init" <<'INIT'
#!/bin/busybox sh
export PATH=/bin
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
echo "guest is up"
while :; do
  for cpu in /sys/devices/system/cpu/cpu[1-9]*/online; do
    [ -f "$cpu" ] && read -r online <"$cpu" && [ "$online" = 0 ] && echo 1 >"$cpu"
  done 2>/dev/null
  /bin/busybox sleep 1
done
INIT
for each in poweroff reboot; do # the kernel calls them when xenstore says so
  printf '#!/bin/busybox sh\nexec /bin/busybox %s -f\n' "$each" >"$guest/root/sbin/$each"
done
chmod +x "$guest/root/init" "$guest/root/sbin"/*
chroot "$root" sh -c 'cd /srv/guest/root && find . | cpio -o -H newc --quiet | gzip -n >../initrd'
rm -rf "$guest/root"
python3 - "$root"/boot/vmlinuz-* "$guest/vmlinux" <<'PYTHON'
import lzma, sys
image = open(sys.argv[1], "rb").read()
kernel = lzma.LZMADecompressor().decompress(image[image.find(b"\xfd7zXZ\0"):])
open(sys.argv[2], "wb").write(kernel)
PYTHON

zcat "$root/boot/xen-4.17-amd64.gz" >xen
cp "$root"/boot/vmlinuz-* vmlinuz
cp "$root"/boot/initrd.img-* initrd.img
mkfs.ext4 -q -F -d "$root" root.img 2G
rm -rf "$root"
