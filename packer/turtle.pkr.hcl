// Bakes the one image that all turtles boot from: a release's base, turtled and labctl installed, no
// node yet. What a release is stands in releases/*.pkrvars.hcl; see README.md.

variable "release" { type = string }
variable "version" {
  type    = string
  default = "0.1.0"
}
variable "source_url" { type = string }
variable "source_checksum" { type = string }
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
variable "packages" {
  type    = string
  default = "packaging/target"
}

locals {
  output = "packer/output"
}

source "qemu" "turtle" {
  iso_url          = var.source_url
  iso_checksum     = var.source_checksum
  disk_image       = true
  qemu_binary      = "qemu-system-${var.arch}"
  accelerator      = var.accelerator
  machine_type     = var.arch == "aarch64" ? "virt" : "q35"
  qemuargs         = [["-cpu", var.cpu]]
  format           = "qcow2"
  headless         = true
  memory           = 1536
  disk_size        = "8G"
  net_device       = "virtio-net"
  disk_interface   = "virtio"
  ssh_username     = "vagrant"
  ssh_password     = "vagrant"
  ssh_timeout      = "60m"
  boot_wait        = "5s"
  output_directory = "${local.output}/qemu"
  vm_name          = "turtle.qcow2"
  shutdown_command = "sudo systemctl poweroff"
}

build {
  sources = ["source.qemu.turtle"]

  provisioner "shell" {
    inline = ["mkdir -p /tmp/packages"]
  }
  provisioner "file" {
    source      = "${var.packages}/"
    destination = "/tmp/packages"
  }
  provisioner "file" {
    source      = "bootstrap/install.sh"
    destination = "/tmp/install.sh"
  }
  provisioner "shell" {
    inline = ["sudo sh /tmp/install.sh /tmp/packages", "sudo rm -rf /tmp/packages /tmp/install.sh", "sync"]
  }

  post-processor "vagrant" {
    output = "${local.output}/turtle-{{ .Provider }}.box"
  }
  post-processor "shell-local" {
    inline = ["packer/metadata ${local.output} ${var.version}"]
  }
}
