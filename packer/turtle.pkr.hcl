// Bakes the one image that all turtles boot from: a release's base, turtled and labctl installed, no
// node yet. What a release is stands in releases/*.pkrvars.hcl; see README.md.

variable "release" { type = string }
variable "version" {
  type    = string
  default = "0.1.0"
}
variable "source_url" { type = string }
variable "source_checksum" { type = string }
variable "iso_url" {
  type    = string
  default = "none"
}
variable "iso_checksum" {
  type    = string
  default = "none"
}
variable "iso_boot_command" {
  type    = string
  default = ""
}
variable "arch" {
  type    = string
  default = "x86_64"
}
variable "accelerator" {
  type    = string
  default = "kvm"
}
variable "cpu" {
  type    = string
  default = "host"
}
variable "memory" {
  type    = number
  default = 2048
}
variable "disk_size" {
  type    = string
  default = "10G"
}
variable "firmware" {
  type    = string
  default = ""
}
variable "packages" {
  type    = string
  default = "packaging/target/rpm"
}

locals {
  output  = "packer/output"
  machine = var.arch == "aarch64" ? "virt" : "q35"
  bios    = var.firmware == "" ? [] : [["-bios", var.firmware]]
  qemu    = concat([["-cpu", var.cpu]], local.bios)
  // Tells cloud-init where its user-data is; the {{ }} are Packer's, at boot.
  seed = "type=1,serial=ds=nocloud-net;s=http://{{ .HTTPIP }}:{{ .HTTPPort }}/"
}

// A cloud image, which learns from http/user-data who may log in.
source "qemu" "cloud" {
  iso_url          = var.source_url
  iso_checksum     = var.source_checksum
  disk_image       = true
  http_directory   = "packer/http"
  qemu_binary      = "qemu-system-${var.arch}"
  accelerator      = var.accelerator
  machine_type     = local.machine
  qemuargs         = concat(local.qemu, [["-smbios", local.seed]])
  format           = "qcow2"
  headless         = true
  memory           = var.memory
  disk_size        = var.disk_size
  net_device       = "virtio-net"
  disk_interface   = "virtio"
  ssh_username     = "vagrant"
  ssh_password     = "vagrant"
  ssh_timeout      = "20m"
  boot_wait        = "5s"
  output_directory = "${local.output}/cloud"
  vm_name          = "turtle.qcow2"
  shutdown_command = "sudo systemctl poweroff"
}

// The release's boot ISO, installed by http/ks.cfg over the network.
source "qemu" "iso" {
  iso_url          = var.iso_url
  iso_checksum     = var.iso_checksum
  boot_command     = [var.iso_boot_command]
  http_directory   = "packer/http"
  qemu_binary      = "qemu-system-${var.arch}"
  accelerator      = var.accelerator
  machine_type     = local.machine
  qemuargs         = local.qemu
  format           = "qcow2"
  headless         = true
  memory           = var.memory
  disk_size        = var.disk_size
  net_device       = "virtio-net"
  disk_interface   = "virtio"
  ssh_username     = "vagrant"
  ssh_password     = "vagrant"
  ssh_timeout      = "60m"
  boot_wait        = "5s"
  output_directory = "${local.output}/iso"
  vm_name          = "turtle.qcow2"
  shutdown_command = "sudo systemctl poweroff"
}

source "virtualbox-iso" "iso" {
  iso_url              = var.iso_url
  iso_checksum         = var.iso_checksum
  boot_command         = [var.iso_boot_command]
  http_directory       = "packer/http"
  guest_os_type        = "RedHat_64"
  guest_additions_mode = "disable"
  headless             = true
  memory               = var.memory
  cpus                 = 2
  disk_size            = 10240
  hard_drive_interface = "sata"
  ssh_username         = "vagrant"
  ssh_password         = "vagrant"
  ssh_timeout          = "60m"
  boot_wait            = "5s"
  output_directory     = "${local.output}/virtualbox"
  vm_name              = "turtle"
  shutdown_command     = "sudo systemctl poweroff"
}

build {
  sources = ["source.qemu.cloud", "source.qemu.iso", "source.virtualbox-iso.iso"]

  provisioner "shell" {
    inline = ["mkdir -p /tmp/packages"]
  }
  provisioner "file" {
    source      = "${var.packages}/"
    destination = "/tmp/packages"
  }
  provisioner "file" {
    source      = "bootstrap/install.sh"
    destination = "/tmp/packages/install.sh"
  }
  provisioner "file" {
    source      = "packer/seal.sh"
    destination = "/tmp/packages/seal.sh"
  }
  provisioner "shell" {
    inline = [
      "sudo sh /tmp/packages/install.sh /tmp/packages",
      "sudo sh /tmp/packages/seal.sh",
      "rm -rf /tmp/packages",
      "sync"
    ]
  }

  post-processors {
    post-processor "vagrant" {
      output = "${local.output}/turtle-{{ .Provider }}.box"
    }
    post-processor "shell-local" {
      inline = ["packer/metadata ${local.output} ${var.version}"]
    }
  }
}
